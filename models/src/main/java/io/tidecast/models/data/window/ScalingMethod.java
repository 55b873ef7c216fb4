package io.tidecast.models.data.window;

import io.tidecast.core.error.InputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How columns of numbers are scaled, always fitted on the training part alone. */
public enum ScalingMethod {
    /** Values stay as they are. */
    NONE,
    /** Each column to mean 0 and standard deviation 1 over all series. */
    STANDARD,
    /** Each column to [0, 1] over all series. */
    MIN_MAX,
    /** Each target by its series' own level, the mean of its absolute values; other columns as in {@link #STANDARD}. */
    LEVEL,
    /** Each target to mean 0 and standard deviation 1 of its own series; other columns as in {@link #STANDARD}. */
    SERIES;

    /**
     * Names the method as an option does.
     *
     * @return such as {@code min-max}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds the method that an option names.
     *
     * @param label such as {@code min-max}
     * @return the method
     * @throws InputException if there is none
     */
    public static ScalingMethod of(String label) {
        for (ScalingMethod method : values()) {
            if (method.label().equals(label)) {
                return method;
            }
        }
        throw new InputException("scaling: found '" + label + "', expected one of "
                + Arrays.stream(values()).map(ScalingMethod::label).collect(Collectors.joining(", ")));
    }

    boolean isPerSeries() {
        return this == LEVEL || this == SERIES;
    }
}
