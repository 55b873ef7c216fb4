package io.tidecast.models.measure;

import io.tidecast.core.error.FailureException;
import io.tidecast.models.measure.Standing.Absent;
import io.tidecast.models.measure.Standing.Timed;
import io.tidecast.models.measure.Standing.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Times contestants at tasks, in turn in one process. Whatever a contestant computes is held against the double-precision
 * reference first.
 */
public final class Comparison {
    private static final double NANO = 1e-9;

    /** How many times longer a first run may take than later ones. */
    private static final double WARMING = 10;

    private final List<Contestant> contestants;
    private final Contestant reference;
    private final int threads;
    private final Pace pace;
    private final Consumer<String> progress;
    private boolean probeIsWarm;

    /**
     * Prepares a comparison.
     *
     * @param threads how many threads the machine's peak is measured on beside the contestants
     * @param progress is told in a line what is being done
     */
    public Comparison(List<? extends Contestant> contestants, int threads, Pace pace, Consumer<String> progress) {
        this(contestants, BackendContestant.reference(), threads, pace, progress);
    }

    Comparison(
            List<? extends Contestant> contestants,
            Contestant reference,
            int threads,
            Pace pace,
            Consumer<String> progress) {
        this.contestants = List.copyOf(contestants);
        this.reference = reference;
        this.threads = threads;
        this.pace = pace;
        this.progress = progress;
    }

    /** A contestant's fastest way, open. */
    private record Runner(Contestant contestant, String way, Entry entry, List<Trial> trials) {}

    /**
     * Measures a task.
     *
     * @throws FailureException if a contestant's results differ from the reference's beyond tolerance
     */
    public TaskResult measure(Task task) {
        progress.accept(task + ": computing the reference");
        Expected expected = expected(task);
        List<Standing> absent = new ArrayList<>();
        List<Runner> runners = new ArrayList<>();
        try {
            for (Contestant contestant : contestants) {
                Optional<String> whyNot = contestant.whyNot(task);
                boolean tooSlow =
                        contestant.name().equals(reference.name()) && expected.seconds() > pace.tooSlowSeconds();
                if (whyNot.isPresent()) {
                    absent.add(new Absent(contestant.name(), whyNot.get()));
                } else if (tooSlow) {
                    absent.add(new Absent(contestant.name(), oneRunTook(expected.seconds())));
                } else {
                    runners.add(fastest(contestant, task, expected.outcome()));
                }
            }
            progress.accept(task + ": timing");
            return race(task, runners, absent);
        } finally {
            runners.forEach(runner -> runner.entry().close());
        }
    }

    /** What should come out, and the seconds that a run of the reference took. */
    private record Expected(Outcome outcome, double seconds) {}

    private Expected expected(Task task) {
        Optional<String> whyNot = reference.whyNot(task);
        if (whyNot.isPresent()) {
            throw new FailureException(
                    "nothing is timed without the reference " + reference.name() + ": " + whyNot.get());
        }
        try (Entry entry = reference.ways(task).getFirst().open().get()) {
            long started = System.nanoTime();
            Outcome outcome = entry.first();
            long finished = System.nanoTime();
            double seconds = (finished - started) * NANO;
            if (seconds > pace.tooSlowSeconds() && seconds < WARMING * pace.tooSlowSeconds()) {
                entry.run();
                seconds = (System.nanoTime() - finished) * NANO;
            }
            return new Expected(outcome, seconds);
        }
    }

    private Runner fastest(Contestant contestant, Task task, Outcome expected) {
        List<Contestant.Way> ways = contestant.ways(task);
        List<Trial> trials = new ArrayList<>();
        Runner best = null;
        double leastSeconds = Double.POSITIVE_INFINITY;
        for (Contestant.Way way : ways) {
            String what = task + " by " + contestant.name() + (way.name().isEmpty() ? "" : " (" + way.name() + ")");
            progress.accept(what + ": checking");
            Entry entry = way.open().get();
            boolean kept = false;
            try {
                Agreement.check(what, contestant.precision(), expected, entry.first());
                double seconds = new Race(pace).warmUp(entry);
                trials.add(new Trial(way.name(), seconds));
                kept = seconds < leastSeconds;
                if (kept) {
                    if (best != null) {
                        best.entry().close();
                    }
                    best = new Runner(contestant, way.name(), entry, trials);
                    leastSeconds = seconds;
                }
            } finally {
                if (!kept) {
                    entry.close();
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException(contestant.name() + " has no way to compute " + task);
        }
        return best;
    }

    private TaskResult race(Task task, List<Runner> runners, List<Standing> absent) {
        long operations = task.operations();
        List<Entry> entries = new ArrayList<>();
        runners.forEach(runner -> entries.add(runner.entry()));
        OptionalDouble peak = OptionalDouble.empty();
        List<Times> times;
        Optional<MultiplyAddProbe> probe = Peak.probe(threads);
        if (probe.isPresent()) {
            try (MultiplyAddProbe opened = probe.get()) {
                if (!probeIsWarm) {
                    new Race(pace).warmUp(opened);
                    probeIsWarm = true;
                }
                entries.add(opened);
                times = new Race(pace).run(entries);
                peak = OptionalDouble.of(opened.operations() / times.getLast().median());
            }
        } else {
            times = new Race(pace).run(entries);
        }
        List<Standing> standings = new ArrayList<>();
        int next = 0;
        for (Contestant contestant : contestants) {
            if (next < runners.size() && runners.get(next).contestant().equals(contestant)) {
                Runner runner = runners.get(next);
                long bytes = new Allocation().bytesPerRun(runner.entry());
                List<Trial> trials = runner.trials().size() > 1 ? runner.trials() : List.of();
                standings.add(new Timed(contestant.name(), runner.way(), times.get(next), bytes, trials));
                next++;
            } else {
                standings.add(absent.removeFirst());
            }
        }
        return new TaskResult(task, operations, peak, standings);
    }

    private static String oneRunTook(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "one run took %.1f s" : "one run took %.0f s", seconds);
    }
}
