package io.tidecast.models.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good told distributions are, as means over many forecasts.
 *
 * @param count how many values were compared
 * @param coverage the share of the values within the interval from the tenth to the ninetieth percentile, ends included;
 *     0.8 where intervals are right
 * @param crps the continuous ranked probability score in the units of the file, by twice the mean pinball loss of the
 *     percentiles 5, 15, … 95; for a forecast of a single number it would be the mean absolute error
 */
public record IntervalScores(long count, double coverage, double crps) {
    /**
     * Gives the means by name.
     *
     * @return {@code coverage_80} and {@code crps}; nothing where nothing was compared
     */
    public Map<String, Double> toMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        if (count > 0) {
            map.put("coverage_80", coverage);
            map.put("crps", crps);
        }
        return map;
    }
}
