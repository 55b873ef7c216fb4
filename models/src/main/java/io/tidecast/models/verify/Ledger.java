package io.tidecast.models.verify;

import io.tidecast.core.compare.Distance;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.verify.Finding.Breach;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** What was found of one backend so far, by tensor. */
final class Ledger {
    /**
     * A gradient smaller than this part of all of them is measured by this part: what is left of sums that cancel is
     * rounding, of which single precision leaves some ten millionths of what was added up. So are states.
     */
    static final double LEAST_PART = 1e-5;

    /**
     * The same of weights: a bias that has just left zero is all steps, and would be held to what of a kernel is not seen.
     */
    static final double LEAST_PART_OF_WEIGHTS = 1e-2;

    /** What a loss that may pass through 0 is at least measured by, in nats. */
    static final double LEAST_LOSS = 1;

    private final Tolerances tolerances;
    private final boolean lossHasFloor;
    private final SequencedMap<Measured, Finding> findings = new LinkedHashMap<>();

    /**
     * @param lossHasFloor whether the loss is never below 0, so that its size says how large a difference is
     */
    Ledger(Tolerances tolerances, boolean lossHasFloor) {
        this.tolerances = tolerances;
        this.lossHasFloor = lossHasFloor;
    }

    /**
     * Judges a step.
     *
     * @param suspects finds the op that a tensor's difference comes from; asked for those that are beyond tolerance for
     *     the first time
     */
    void judge(
            int step,
            SequencedMap<Measured, Tensor> found,
            SequencedMap<Measured, Tensor> expected,
            Function<Measured, Optional<Suspect>> suspects) {
        Map<Measured, Distance> distances = new HashMap<>();
        Map<String, Distance> groups = new HashMap<>();
        expected.forEach((measured, wanted) -> {
            Distance distance = Distance.of(in(found, measured), wanted);
            distances.put(measured, distance);
            groups.merge(measured.group(), distance, Distance::and);
        });
        for (Measured measured : expected.keySet()) {
            double least =
                    least(measured.quantity(), in(groups, measured.group()).norm());
            note(measured, step, in(distances, measured).relative(least), suspects);
        }
    }

    /** Returns what a difference is at least measured by, where all of its kind have a norm. */
    private double least(Quantity quantity, double all) {
        return switch (quantity) {
            case LOSS -> lossHasFloor ? 0 : LEAST_LOSS;
            case GRADIENT, STATE -> LEAST_PART * all;
            case WEIGHTS -> LEAST_PART_OF_WEIGHTS * all;
        };
    }

    private void note(Measured measured, int step, double difference, Function<Measured, Optional<Suspect>> suspects) {
        double tolerance = tolerances.of(measured.quantity());
        Finding before = findings.getOrDefault(measured, nothingYet(measured, tolerance));
        Optional<Breach> breach = before.breach();
        if (breach.isEmpty() && !(difference <= tolerance)) {
            breach = Optional.of(new Breach(step, difference, suspects.apply(measured)));
        }
        boolean isLargest = difference > before.largest();
        findings.put(
                measured,
                new Finding(
                        measured.quantity(),
                        measured.name(),
                        measured.parameter(),
                        tolerance,
                        isLargest ? difference : before.largest(),
                        isLargest ? step : before.step(),
                        breach));
    }

    private static Finding nothingYet(Measured measured, double tolerance) {
        return new Finding(
                measured.quantity(), measured.name(), measured.parameter(), tolerance, -1, 0, Optional.empty());
    }

    private static <K, V> V in(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the step gave no " + key);
        }
        return value;
    }

    List<Finding> findings() {
        return List.copyOf(findings.values());
    }
}
