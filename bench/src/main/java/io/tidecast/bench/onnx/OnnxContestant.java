package io.tidecast.bench.onnx;

import io.tidecast.models.measure.Contestant;
import io.tidecast.models.measure.Task;
import java.util.List;
import java.util.Optional;

/** ONNX Runtime on one thread; it only forecasts. */
public final class OnnxContestant implements Contestant {
    private Optional<String> fault = Optional.empty();
    private boolean loaded;

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public Optional<String> whyNot(Task task) {
        if (task.kind() == Task.Kind.TRAINING) {
            return Optional.of("it does not train");
        }
        if (!loaded) {
            loaded = true;
            try {
                OnnxEntry.load();
            } catch (LinkageError e) {
                fault = Optional.of("ONNX Runtime cannot be loaded (" + e + "); it comes with the Maven profile peers");
            }
        }
        return fault;
    }

    @Override
    public List<Way> ways(Task task) {
        return List.of(new Way("", () -> new OnnxEntry(task)));
    }
}
