package io.tidecast.models.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Means over many forecasts, in the units of the file.
 *
 * @param count how many values were compared
 * @param mse mean squared error
 * @param mae mean absolute error
 * @param smape symmetric mean absolute percentage error: the mean of 200·|F − A| / (|A| + |F|), 0 where both are 0
 * @param mase mean absolute scaled error: the mean of |F − A| over the seasonal naive forecast's mean absolute error
 *     within the series' past; empty where that is 0 or unknown for any value
 */
public record Scores(long count, double mse, double mae, double smape, OptionalDouble mase) {
    /**
     * Gives the means by name.
     *
     * @return {@code mse}, {@code mae}, {@code smape} and, where there is one, {@code mase}; nothing where nothing was
     *     compared
     */
    public Map<String, Double> toMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        if (count > 0) {
            map.put("mse", mse);
            map.put("mae", mae);
            map.put("smape", smape);
            mase.ifPresent(value -> map.put("mase", value));
        }
        return map;
    }
}
