package io.tidecast.models.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the contestants did at one task.
 *
 * @param operations of a run, see {@link Task#operations}
 * @param peak how many operations a second the machine did at most, measured in the same rounds on as many threads;
 *     empty where it cannot be measured
 * @param standings in the contestants' order
 */
public record TaskResult(Task task, long operations, OptionalDouble peak, List<Standing> standings) {
    /** Copies the list. */
    public TaskResult {
        standings = List.copyOf(standings);
    }

    /** Returns a contestant's times, if it was timed. */
    public Optional<Standing.Timed> timed(String contestant) {
        for (Standing standing : standings) {
            if (standing instanceof Standing.Timed timed && timed.contestant().equals(contestant)) {
                return Optional.of(timed);
            }
        }
        return Optional.empty();
    }

    /** Returns how many times longer one contestant takes than another, if both were timed. */
    public OptionalDouble ratio(String slower, String faster) {
        Optional<Standing.Timed> above = timed(slower);
        Optional<Standing.Timed> below = timed(faster);
        return above.isPresent() && below.isPresent()
                ? OptionalDouble.of(
                        above.get().times().median() / below.get().times().median())
                : OptionalDouble.empty();
    }

    /** Returns a contestant's operations a second, if it was timed. */
    public OptionalDouble rate(String contestant) {
        return timed(contestant)
                .map(timed -> OptionalDouble.of(operations / timed.times().median()))
                .orElseGet(OptionalDouble::empty);
    }

    /** Returns which part of the peak a contestant reaches, if both were measured. */
    public OptionalDouble share(String contestant) {
        OptionalDouble rate = rate(contestant);
        return rate.isPresent() && peak.isPresent()
                ? OptionalDouble.of(rate.getAsDouble() / peak.getAsDouble())
                : OptionalDouble.empty();
    }
}
