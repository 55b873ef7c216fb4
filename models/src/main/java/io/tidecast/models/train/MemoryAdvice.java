package io.tidecast.models.train;

import static io.tidecast.core.error.DeviceMemoryException.amount;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.DeviceMemoryException;
import io.tidecast.core.error.FailureException;
import io.tidecast.models.net.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do about a training that a device has too little memory for. Which batch would fit is tried: its programs are
 * planned, and as much memory as they would take is taken and given back.
 */
final class MemoryAdvice {
    private final Backend backend;
    private final Network network;
    private final TrainingOptions options;

    MemoryAdvice(Backend backend, Network network, TrainingOptions options) {
        this.backend = backend;
        this.network = network;
        this.options = options;
    }

    /** How much memory a training wants altogether, and how much there was. */
    private record Shortage(long wanted, long free, long total) {}

    /** Returns what to tell instead of a fault that came up when nothing of the training has any memory any more. */
    FailureException on(DeviceMemoryException fault) {
        Optional<Shortage> found = shortage(options);
        if (found.isEmpty()) {
            return fault;
        }
        Shortage shortage = found.get();
        String what = network.name() + ": training with batches of " + options.batch() + " takes "
                + amount(shortage.wanted()) + ", and " + amount(shortage.free()) + " of the "
                + amount(shortage.total()) + " of " + fault.device() + " are free; ";
        int batch = largestThatFits();
        return new FailureException(
                what
                        + (batch > 0
                                ? "a batch of " + batch + " would fit (--batch " + batch + ")"
                                : "not even a batch of 1 would fit: choose a shorter window, a smaller network or another"
                                        + " backend, or end what else runs on it"),
                fault);
    }

    /** Returns the largest batch that fits out of those that halving leads to, or 0. */
    private int largestThatFits() {
        int batch = options.batch() / 2;
        while (batch > 0 && shortage(options.withBatch(batch)).isPresent()) {
            batch /= 2;
        }
        return batch;
    }

    private Optional<Shortage> shortage(TrainingOptions tried) {
        List<Long> slabs = slabs(tried);
        List<Buffer> taken = new ArrayList<>();
        try {
            slabs.forEach(bytes -> taken.add(backend.allocate(bytes)));
            return Optional.empty();
        } catch (DeviceMemoryException fault) {
            long before = taken.stream().mapToLong(Buffer::bytes).sum();
            long wanted = slabs.stream().mapToLong(Long::longValue).sum();
            return Optional.of(new Shortage(wanted, fault.free() + before, fault.total()));
        } finally {
            taken.forEach(Buffer::close);
        }
    }

    private List<Long> slabs(TrainingOptions tried) {
        List<Long> slabs = new ArrayList<>();
        slabs.add(VariableStore.bytes(TrainingPrograms.variables(network, tried)));
        TrainingStep.plans(backend, network, tried).forEach(plan -> slabs.add(plan.memoryBytes()));
        slabs.add(Evaluator.plan(backend, network, tried).memoryBytes());
        if (tried.average() != 0) {
            slabs.add(WeightAverage.plan(backend, network).memoryBytes());
        }
        slabs.replaceAll(bytes -> Math.max(bytes, Backend.ALIGNMENT));
        return slabs;
    }
}
