package io.tidecast.models.data.window;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long windows are and where a model's outputs stand in them: output {@code j} stands at input step
 * {@code firstOutput + j · outputStep} and forecasts the {@code horizon} steps after that. The last output stands at the
 * last input step.
 *
 * @param window input steps
 * @param horizon steps forecast at each output
 * @param firstOutput input step of the first output
 * @param outputStep input steps from one output to the next
 * @param outputs number of outputs
 */
public record WindowShape(int window, int horizon, int firstOutput, int outputStep, int outputs) {
    private static final int LONGEST = 1 << 24;

    /** Checks the numbers. */
    public WindowShape {
        if (window < 1 || horizon < 1) {
            throw new InputException("window " + window + " and horizon " + horizon + ": expected at least 1 each");
        }
        if (firstOutput < 0 || outputStep < 1 || firstOutput + (outputs - 1L) * outputStep != window - 1) {
            throw new IllegalArgumentException(outputs + " outputs from step " + firstOutput + ", each " + outputStep
                    + " steps apart, do not end at the last step of a window of " + window);
        }
    }

    /**
     * One output, at the last step of the window.
     *
     * @param window input steps
     * @param horizon steps forecast
     * @return the shape
     */
    public static WindowShape lastStep(int window, int horizon) {
        return new WindowShape(window, horizon, window - 1, 1, 1);
    }

    /**
     * Counts the steps from a window's first input to its last target.
     *
     * @return window + horizon
     */
    public int span() {
        return window + horizon;
    }

    /**
     * Finds the input step of an output.
     *
     * @param output counted from 0
     * @return the step it stands at
     */
    public int stepOf(int output) {
        return firstOutput + output * outputStep;
    }

    /**
     * Describes the shape for a model file.
     *
     * @return names with numbers
     */
    public Map<String, Object> toConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("window", window);
        config.put("horizon", horizon);
        config.put("first_output", firstOutput);
        config.put("output_step", outputStep);
        config.put("outputs", outputs);
        return config;
    }

    /**
     * Makes the shape that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @return the shape
     * @throws InputException if a field is absent or wrong
     */
    public static WindowShape fromConfig(ConfigView config) {
        try {
            return new WindowShape(
                    config.integer("window", 1, LONGEST),
                    config.integer("horizon", 1, LONGEST),
                    config.integer("first_output", 0, LONGEST),
                    config.integer("output_step", 1, LONGEST),
                    config.integer("outputs", 1, LONGEST));
        } catch (IllegalArgumentException e) {
            throw config.fault("outputs", "outputs that end at the window's last step");
        }
    }
}
