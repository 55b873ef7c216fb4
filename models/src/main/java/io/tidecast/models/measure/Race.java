package io.tidecast.models.measure;

import java.util.ArrayList;
import java.util.List;

/** Times entries against each other: in turn, round by round, after each was warmed up until it was steady. */
final class Race {
    private static final double NANO = 1e-9;
    private static final double STEADY_WITHIN = 0.03;
    private static final int STEADY_SLICES = 4;

    /** How often a slice of short runs waits: a device may start runs long before it computes them. */
    private static final int WAITS = 4;

    private final Pace pace;
    private final Allocation allocation = new Allocation();
    private int runs;

    Race(Pace pace) {
        this.pace = pace;
    }

    /** Returns each entry's times, all of them warm. */
    List<Times> run(List<? extends Entry> entries) {
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

    /**
     * Runs until neither its time nor what it allocates has got better for a while; a kernel that allocates is often one
     * that is not compiled yet. Returns the best slice's seconds a run.
     */
    double warmUp(Entry entry) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        double leastBytes = Double.POSITIVE_INFINITY;
        int unbeaten = 0;
        while ((unbeaten < STEADY_SLICES || since(start) < pace.warmUpSeconds())
                && since(start) < pace.patienceSeconds()) {
            long before = allocation.total();
            double seconds = slice(entry);
            double bytes = (allocation.total() - before) / (double) runs;
            boolean better = seconds < best * (1 - STEADY_WITHIN) || bytes < leastBytes * (1 - STEADY_WITHIN);
            unbeaten = better ? 0 : unbeaten + 1;
            best = Math.min(best, seconds);
            leastBytes = Math.min(leastBytes, bytes);
        }
        return best;
    }

    /** Returns the mean seconds of a run; where runs are short the first, which finds the caches cold, is left out. */
    private double slice(Entry entry) {
        long start = System.nanoTime();
        entry.run();
        entry.finish();
        long afterFirst = System.nanoTime();
        double first = (afterFirst - start) * NANO;
        if (first > pace.sliceSeconds() / 2) {
            runs = 1;
            return first;
        }
        int together = Math.max(1, (int) (pace.sliceSeconds() / first / WAITS));
        int timed = 0;
        do {
            for (int i = 0; i < together; i++) {
                entry.run();
            }
            entry.finish();
            timed += together;
        } while (since(afterFirst) < pace.sliceSeconds());
        runs = timed + 1;
        return since(afterFirst) / timed;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) * NANO;
    }
}
