package io.tidecast.models.forecast;

import io.tidecast.models.metric.Scores;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * How good a forecaster is on one part of the data.
 *
 * @param loss what training makes small, over every output and in the units that the network sees; empty for what is
 *     not a network
 * @param scores of the forecasts made at the last step of each window, in the units of the file
 * @param lastStepMse their mean squared error in the units that the network sees; empty where a network has no other
 *     outputs than those
 */
public record Judgement(OptionalDouble loss, Scores scores, OptionalDouble lastStepMse) {
    /** Returns the figures by the names that scripts rely on. */
    public SequencedMap<String, Double> figures() {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        loss.ifPresent(value -> figures.put("loss", value));
        figures.putAll(scores.toMap());
        lastStepMse.ifPresent(value -> figures.put("last_time_step_mse", value));
        return figures;
    }
}
