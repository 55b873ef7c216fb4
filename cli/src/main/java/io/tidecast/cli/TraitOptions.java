package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.series.TraitsFile;
import io.tidecast.models.data.table.NearestName;
import java.nio.file.Path;
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

    @Option(
            names = "--static",
            paramLabel = "FILE",
            description =
                    "CSV file of what is known of each of several series: their names in the first column, behind them"
                            + " numbers and labels, which the model is told.")
    private @Nullable Path table;

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
        if (table != null) {
            throw new InputException(
                    "--static " + table + ": the sines of the example have no names; name a file with --data");
        }
    }

    /**
     * Returns what is told of the series of a set.
     *
     * @throws InputException if an option is wrong or there is a single series
     */
    SeriesTraits of(SeriesSet set) {
        SeriesTraits traits = names(set);
        if (table == null) {
            return traits;
        }
        requireSeveral("--static " + table, set);
        return traits.and(TraitsFile.read(table, set));
    }

    private SeriesTraits names(SeriesSet set) {
        if (condition == null) {
            return SeriesTraits.NONE;
        }
        if (!condition.equals(SeriesTraits.NAME)) {
            throw new InputException("--condition: found '" + condition + "', expected series"
                    + NearestName.hint(condition, List.of(SeriesTraits.NAME)));
        }
        requireSeveral("--condition series", set);
        return SeriesTraits.names(set);
    }

    private static void requireSeveral(String option, SeriesSet set) {
        if (set.size() == 1) {
            throw new InputException(option + ": " + set.source()
                    + " has a single series; leave the option out, or say with --layout or --series how several are"
                    + " told apart");
        }
    }
}
