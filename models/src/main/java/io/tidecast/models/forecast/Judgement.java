package io.tidecast.models.forecast;

import io.tidecast.models.metric.IntervalScores;
import io.tidecast.models.metric.Scores;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * How good a forecaster is on one part of the data.
 *
 * @param loss what training makes small, over every output and in the units that the network sees; empty for what is
 *     not a network
 * @param scores of the forecasts made at the last step of each window, in the units of the file; where distributions are
 *     told, of their medians
 * @param intervals of the distributions told there, in the units of the file; empty where a single number is told
 * @param lastStepMse their mean squared error in the units that the network sees; empty where a network has no other
 *     outputs than those
 */
public record Judgement(
        OptionalDouble loss, Scores scores, Optional<IntervalScores> intervals, OptionalDouble lastStepMse) {
    /** Returns the figures by the names that scripts rely on. */
    public SequencedMap<String, Double> figures() {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        loss.ifPresent(value -> figures.put("loss", value));
        figures.putAll(scores.toMap());
        intervals.ifPresent(told -> figures.putAll(told.toMap()));
        lastStepMse.ifPresent(value -> figures.put("last_time_step_mse", value));
        return figures;
    }
}
