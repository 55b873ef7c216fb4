package io.tidecast.bench.torch;

import io.tidecast.models.measure.Contestant;
import io.tidecast.models.measure.Task;
import java.util.List;
import java.util.Optional;

/**
 * libtorch on one thread, which for these tasks beats two. Beside its own modules it is given other ways to say the same,
 * in its own operations, and the fastest counts.
 */
public final class TorchContestant implements Contestant {
    private Optional<String> fault = Optional.empty();
    private boolean loaded;

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public Optional<String> whyNot(Task task) {
        if (!loaded) {
            loaded = true;
            try {
                Libtorch.load();
            } catch (LinkageError e) {
                fault = Optional.of("libtorch cannot be loaded (" + e + "); it comes with the Maven profile peers");
            }
        }
        return fault.isEmpty() && ways(task).isEmpty()
                ? Optional.of("there is no counterpart of " + task.network().name())
                : fault;
    }

    @Override
    public List<Way> ways(Task task) {
        return TorchWays.of(task);
    }
}
