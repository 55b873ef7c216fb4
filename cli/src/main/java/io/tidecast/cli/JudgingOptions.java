package io.tidecast.cli;

import io.tidecast.models.data.Warnings;
import io.tidecast.models.forecast.Experiment;
import io.tidecast.models.forecast.Setup;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which windows a model and its baselines are judged. */
final class JudgingOptions {
    @Option(
            names = "--judge-every",
            paramLabel = "N",
            description = "Judge by every Nth window only (1; more where windows are so long that all of a part's have"
                    + " over 67 million steps together, since they overlap).")
    private @Nullable Integer every;

    /**
     * Returns an experiment that is judged as was asked for.
     *
     * @param warnings takes what is left out without having been asked for
     * @throws io.tidecast.core.error.InputException if the number is out of range
     */
    Experiment of(Experiment experiment, Warnings warnings) {
        OptionalInt distance = every == null
                ? OptionalInt.empty()
                : OptionalInt.of(Ranges.whole("--judge-every", every, 1, Setup.LONGEST));
        return experiment.judgedBy(distance, warnings);
    }
}
