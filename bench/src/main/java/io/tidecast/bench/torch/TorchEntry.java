package io.tidecast.bench.torch;

import io.tidecast.models.measure.Entry;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Outcome;
import io.tidecast.models.measure.Task;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/** A task that libtorch is ready to compute. */
final class TorchEntry implements Entry {
    /** Makes a model of a task's network. */
    @FunctionalInterface
    interface Maker {
        TorchModel make(Task task, Given given, TorchParameters parameters);
    }

    private final PointerScope memory = new PointerScope();
    private final Task task;
    private final TorchParameters parameters;
    private final TorchModel model;
    private final TorchAdam adam;

    /**
     * Makes a task ready.
     *
     * @param flat whether Adam works on one vector of all parameters
     */
    TorchEntry(Task task, Maker maker, boolean flat) {
        this.task = task;
        Given given = Given.of(task);
        parameters = new TorchParameters(given);
        model = maker.make(task, given, parameters);
        adam = flat ? new TorchAdam.Flat(parameters.values()) : new TorchAdam.OfModules(parameters.values());
    }

    @Override
    public Outcome first() {
        return switch (task.kind()) {
            case TRAINING -> {
                try (PointerScope _ = new PointerScope()) {
                    yield parameters.outcome(train().item_float());
                }
            }
            case INFERENCE -> {
                try (PointerScope _ = new PointerScope();
                        InferenceMode _ = new InferenceMode(true)) {
                    SequencedMap<String, io.tidecast.core.type.Tensor> values = new LinkedHashMap<>();
                    Tensor forecast = model.inOrder(model.forecast());
                    int[] dims = {
                        task.network().outputs(), task.batch().timeMap().steps(), task.batchSize()
                    };
                    values.put(Outcome.FORECAST, io.tidecast.core.type.Tensor.of(TorchTensors.floats(forecast), dims));
                    yield new Outcome(values);
                }
            }
        };
    }

    @Override
    public void run() {
        try (PointerScope _ = new PointerScope()) {
            switch (task.kind()) {
                case TRAINING -> train();
                case INFERENCE -> {
                    try (InferenceMode _ = new InferenceMode(true)) {
                        model.forecast();
                    }
                }
            }
        }
    }

    private Tensor train() {
        adam.clear();
        Tensor loss = model.loss(model.forecast());
        loss.backward();
        adam.step();
        return loss;
    }

    @Override
    public void close() {
        memory.close();
    }
}
