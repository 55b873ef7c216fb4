package io.tidecast.models.measure;

import io.tidecast.core.backend.BackendOptions;
import java.util.List;
import java.util.Optional;

/** Times a backend on one thread and on several, beside plain multiply-adds on as many. */
public final class ThreadsComparison {
    private final String backend;
    private final int threads;
    private final Pace pace;

    /** Prepares a comparison of one thread with some. */
    public ThreadsComparison(String backend, int threads, Pace pace) {
        this.backend = backend;
        this.threads = threads;
        this.pace = pace;
    }

    /** Returns why nothing can be measured here, or empty. */
    public Optional<String> whyNot() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processors < threads
                ? Optional.of(threads + " threads, but " + processors + " processor" + (processors == 1 ? "" : "s"))
                : Peak.whyNot();
    }

    /** Measures a task; only where {@link #whyNot} is empty. */
    public ThreadsResult measure(Task task) {
        try (MultiplyAddProbe probe = new MultiplyAddProbe(1);
                MultiplyAddProbe probes = new MultiplyAddProbe(threads);
                Entry alone = Workload.of(task, backend, new BackendOptions(1));
                Entry together = Workload.of(task, backend, new BackendOptions(threads))) {
            List<Entry> entries = List.of(probe, probes, alone, together);
            Race race = new Race(pace);
            entries.forEach(race::warmUp);
            List<Times> times = race.run(entries);
            double rate = probe.operations() / times.get(0).median();
            double rateTogether = probes.operations() / times.get(1).median();
            return new ThreadsResult(
                    task, threads, times.get(2).median(), times.get(3).median(), rateTogether / rate);
        }
    }
}
