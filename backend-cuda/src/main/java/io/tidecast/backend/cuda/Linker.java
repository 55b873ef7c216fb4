package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Kernel;
import java.util.ArrayList;
import java.util.List;

/** Joins kernels: every run of launches without a host's loop between them becomes one graph. */
final class Linker {
    private final List<Kernel> linked = new ArrayList<>();

    private Linker() {}

    static Kernel link(List<Kernel> kernels) {
        Linker linker = new Linker();
        kernels.forEach(linker::add);
        Kernel[] sequence = linker.linked.stream()
                .map(kernel -> kernel instanceof LaunchSequence launches ? launches.captured() : kernel)
                .toArray(Kernel[]::new);
        if (sequence.length == 1) {
            return sequence[0];
        }
        return () -> {
            for (Kernel kernel : sequence) {
                kernel.run();
            }
        };
    }

    private void add(Kernel kernel) {
        if (kernel instanceof LaunchSequence next
                && !linked.isEmpty()
                && linked.getLast() instanceof LaunchSequence before) {
            linked.set(linked.size() - 1, before.then(next));
        } else {
            linked.add(kernel);
        }
    }
}
