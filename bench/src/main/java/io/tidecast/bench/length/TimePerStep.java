package io.tidecast.bench.length;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long one step of a window took, in nanoseconds: the mean of each round, in which all lengths had their turn.
 *
 * @param rounds in the order they were measured
 */
record TimePerStep(List<Double> rounds) {
    private static final double NANOS = 1e9;
    private static final double WARM_UP_SECONDS = 4;
    private static final double SLICE_SECONDS = 0.5;

    /** Copies the list. */
    TimePerStep {
        rounds = List.copyOf(rounds);
    }

    /** Measures windows of some lengths against each other. */
    static List<TimePerStep> of(Subject.Kind kind, Subject.Work work, int[] windows, int rounds) {
        List<Subject> subjects = new ArrayList<>();
        try {
            Arrays.stream(windows).forEach(window -> subjects.add(Subject.of(kind, work, window)));
            slice(subjects.getFirst(), WARM_UP_SECONDS);
            List<List<Double>> means = new ArrayList<>();
            subjects.forEach(subject -> means.add(new ArrayList<>()));
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < subjects.size(); i++) {
                    means.get(i).add(slice(subjects.get(i), SLICE_SECONDS));
                }
            }
            return means.stream().map(TimePerStep::new).toList();
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    /** Runs for a while, at least once, and returns the mean nanoseconds a step. */
    private static double slice(Subject subject, double seconds) {
        long start = System.nanoTime();
        long steps = 0;
        do {
            subject.run();
            steps += subject.window();
        } while (System.nanoTime() - start < seconds * NANOS);
        return (double) (System.nanoTime() - start) / steps;
    }

    /** Returns the middle of the rounds, the mean of the two middle ones where their number is even. */
    double median() {
        double[] sorted = sorted();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Returns the fastest round. */
    double least() {
        return sorted()[0];
    }

    /** Returns the slowest round. */
    double most() {
        return sorted()[rounds.size() - 1];
    }

    private double[] sorted() {
        return rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
