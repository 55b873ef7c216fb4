package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.HeadText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which quantiles are told beside the mean. */
final class QuantileOption {
    @Option(
            names = "--quantiles",
            paramLabel = "LEVELS",
            description =
                    "Levels of the quantiles that are told, such as 0.05,0.5,0.95 (those of the model; it must have"
                            + " been trained with another --head than regression).")
    private @Nullable String levels;

    /**
     * Returns the levels.
     *
     * @throws InputException if they are none, or the model tells no quantiles
     */
    List<Double> levels(Head head) {
        if (levels == null) {
            return head.levels();
        }
        if (head.levels().isEmpty()) {
            throw new InputException("--quantiles: the model tells a single number of each target (" + head.text()
                    + "); train one with --head gaussian, student-t, mixture or quantiles");
        }
        return HeadText.levels("--quantiles", levels);
    }

    /** Returns the name of a quantile in tables: p10 for 0.1, p2.5 for 0.025. */
    static String name(double level) {
        return "p" + percent(level);
    }

    /** Returns a level in percent. */
    static String percent(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString();
    }
}
