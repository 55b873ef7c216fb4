package io.tidecast.models.measure;

import java.util.ArrayList;
import java.util.List;

/** Times entries against each other: each is warmed up until it is steady, then all are timed in turn, round by round. */
final class Race {
    private static final double NANO = 1e-9;
    private static final double STEADY_WITHIN = 0.03;
    private static final int STEADY_SLICES = 4;

    private final Pace pace;

    Race(Pace pace) {
        this.pace = pace;
    }

    /** Returns each entry's times. */
    List<Times> run(List<? extends Entry> entries) {
        entries.forEach(this::warmUp);
        double[][] seconds = new double[entries.size()][pace.rounds()];
        for (int round = 0; round < pace.rounds(); round++) {
            for (int entry = 0; entry < entries.size(); entry++) {
                seconds[entry][round] = slice(entries.get(entry));
            }
        }
        List<Times> times = new ArrayList<>();
        for (double[] rounds : seconds) {
            times.add(new Times(rounds));
        }
        return times;
    }

    /** Runs until the best slice has not been beaten for a while; returns its seconds a run. */
    double warmUp(Entry entry) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        int unbeaten = 0;
        while ((unbeaten < STEADY_SLICES || since(start) < pace.warmUpSeconds())
                && since(start) < pace.patienceSeconds()) {
            double seconds = slice(entry);
            unbeaten = seconds < best * (1 - STEADY_WITHIN) ? 0 : unbeaten + 1;
            best = Math.min(best, seconds);
        }
        return best;
    }

    /** Returns the mean seconds of a run; where runs are short the first, which finds the caches cold, is left out. */
    private double slice(Entry entry) {
        long start = System.nanoTime();
        entry.run();
        long afterFirst = System.nanoTime();
        double first = (afterFirst - start) * NANO;
        if (first > pace.sliceSeconds() / 2) {
            return first;
        }
        int runs = 0;
        do {
            entry.run();
            runs++;
        } while (since(afterFirst) < pace.sliceSeconds());
        return since(afterFirst) / runs;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) * NANO;
    }
}
