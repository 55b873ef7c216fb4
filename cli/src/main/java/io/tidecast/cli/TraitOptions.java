package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.table.NearestName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model of many series is told of each beside its values. */
final class TraitOptions {
    @Option(
            names = "--condition",
            paramLabel = "NAME",
            description =
                    "series: the model is told which of them it is, for conv-gru and a wavenet with gates (--preset"
                            + " forecast); it then forecasts those series alone.")
    private @Nullable String condition;

    /**
     * Checks that nothing is asked for.
     *
     * @throws InputException if something is
     */
    void requireNone() {
        if (condition != null) {
            throw new InputException(
                    "--condition " + condition + ": the sines of the example have no names; name a file with --data");
        }
    }

    /**
     * Returns what is told of the series of a set.
     *
     * @throws InputException if the option is wrong or there is a single series
     */
    SeriesTraits of(SeriesSet set) {
        if (condition == null) {
            return SeriesTraits.NONE;
        }
        if (!condition.equals(SeriesTraits.NAME)) {
            throw new InputException("--condition: found '" + condition + "', expected series"
                    + NearestName.hint(condition, List.of(SeriesTraits.NAME)));
        }
        if (set.size() == 1) {
            throw new InputException("--condition series: " + set.source()
                    + " has a single series; leave the option out, or say with --layout or --series how several are"
                    + " told apart");
        }
        return SeriesTraits.names(set);
    }
}
