package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.book.BookSeries;
import io.tidecast.models.data.series.Layout;
import io.tidecast.models.data.series.SeriesOptions;
import io.tidecast.models.data.series.SeriesReader;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.TimeStep;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.forecast.Setup;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The data that a model learns from, and what is asked of it. */
final class DataOptions {
    private static final int STEPS_WITHOUT_SEASON = 10;
    private static final int SEASONS_READ = 4;

    @Option(
            names = "--example",
            paramLabel = "NAME",
            description = "Data that need no file: sines, the book's 10,000 series.")
    private @Nullable Example example;

    @Option(names = "--data", paramLabel = "FILE", description = "A file of series: CSV, TSV and the like.")
    private @Nullable Path data;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "table: a row is a time, columns are targets and inputs (the default);"
                    + " columns: a row is a time, each column a series; rows: each row is a series, its name first.")
    private Layout layout = Layout.TABLE;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "The column of times; without it rows are even steps in the file's order.")
    private @Nullable String time;

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description = "How times are written, such as dd.MM.yyyy (found out).")
    private @Nullable String timeFormat;

    @Option(names = "--series", paramLabel = "COLUMN", description = "The column that tells series apart.")
    private @Nullable String series;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns to forecast (the only column of numbers).")
    private List<String> targets = List.of();

    @Option(
            names = "--input",
            paramLabel = "COLUMN",
            split = ",",
            description = "Further columns to read up to now, numbers or labels.")
    private List<String> inputs = List.of();

    @Option(
            names = "--known",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that are known ahead, such as the type of day.")
    private List<String> known = List.of();

    @Option(
            names = "--category",
            paramLabel = "COLUMN",
            split = ",",
            description = "Which of them hold labels although they look like numbers.")
    private List<String> categories = List.of();

    @Mixin
    private final TableFormatOptions format = new TableFormatOptions();

    @Option(names = "--window", paramLabel = "N", description = "Steps that a forecast reads (4 seasons, else 50).")
    private @Nullable Integer window;

    @Option(names = "--horizon", paramLabel = "N", description = "Steps that it forecasts (1 season, else 10).")
    private @Nullable Integer horizon;

    @Option(
            names = "--season",
            paramLabel = "N",
            description = "Steps in a season, for the seasonal naive forecast (guessed from the times, else 1).")
    private @Nullable Integer season;

    @Option(
            names = "--scale",
            paramLabel = "NAME",
            description = "standard, min-max, level (each series by its own mean), series (each to mean 0 and deviation"
                    + " 1) or none; fitted on the training part (standard; level where each row or column is a series;"
                    + " none for sines).")
    private @Nullable String scale;

    @Mixin
    private final TraitOptions traits = new TraitOptions();

    @Mixin
    private final SplitOptions split = new SplitOptions();

    /** Returns a name for these data, such as a file's without its ending. */
    String shortName() {
        if (data == null) {
            return String.valueOf(example);
        }
        String name = data.getFileName().toString();
        int end = name.lastIndexOf('.');
        return end > 0 ? name.substring(0, end) : name;
    }

    /** Takes the book's series where no data are named. */
    void defaultToExample() {
        if (example == null && data == null) {
            example = Example.SINES;
        }
    }

    boolean isExample() {
        return example != null;
    }

    /**
     * The series with what is asked of a model of them.
     *
     * @param set the series
     * @param continuation the test part, where it is in a file of its own
     * @param setup the windows, the split and the scaling
     */
    record Prepared(SeriesSet set, Optional<SeriesSet> continuation, Setup setup) {}

    /**
     * Reads the data.
     *
     * @throws InputException if neither or both of an example and a file are named, or what is named is wrong
     */
    Prepared read(Console console) {
        if (example != null && data == null) {
            return readExample();
        }
        if (example == null && data != null) {
            return readFile(data, console);
        }
        throw new InputException("what to learn from? Name either a file with --data FILE or the book's series with"
                + " --example sines");
    }

    private Prepared readExample() {
        if (window != null && window != BookSeries.WINDOW) {
            throw new InputException("--window: found " + window + ", but the windows of the sines have "
                    + BookSeries.WINDOW + " steps; leave it out");
        }
        int steps = horizon == null ? STEPS_WITHOUT_SEASON : Ranges.whole("--horizon", horizon, 1, 1_000);
        Setup setup = new Setup(
                BookSeries.WINDOW,
                steps,
                season == null ? 1 : season,
                split.plan().orElse(BookSeries.split()),
                scale == null ? ScalingMethod.NONE : ScalingMethod.of(scale));
        traits.requireNone();
        return new Prepared(BookSeries.set(steps), Optional.empty(), setup);
    }

    private Prepared readFile(Path file, Console console) {
        Warnings warnings = console::say;
        SeriesOptions options = new SeriesOptions(
                layout,
                Optional.ofNullable(time),
                Optional.ofNullable(timeFormat),
                Optional.ofNullable(series),
                targets,
                inputs,
                known,
                categories,
                format.fill(),
                format.table());
        SeriesSet set = SeriesReader.read(file, options, warnings);
        Optional<SeriesSet> continuation = split.testFile()
                .map(test -> SeriesReader.read(test, set.format(), format.table(), format.fill(), warnings));
        return new Prepared(set, continuation, setup(set, console).knowing(traits.of(set)));
    }

    private Setup setup(SeriesSet set, Console console) {
        TimeStep step = set.step();
        int steps = season == null ? step.season() : Ranges.whole("--season", season, 1, Setup.LONGEST);
        int ahead = horizon != null ? horizon : steps > 1 ? steps : STEPS_WITHOUT_SEASON;
        int back = window != null ? window : steps > 1 ? SEASONS_READ * steps : BookSeries.WINDOW;
        if (window == null || horizon == null) {
            console.say("reads " + back + " steps and forecasts " + ahead + ", since the step is " + step.describe()
                    + (steps > 1 ? " and a season " + steps + " of them" : "")
                    + "; choose others with --window and --horizon");
        }
        ScalingMethod method = scale != null
                ? ScalingMethod.of(scale)
                : layout == Layout.TABLE ? ScalingMethod.STANDARD : ScalingMethod.LEVEL;
        SplitPlan plan =
                split.plan().orElse(split.testFile().isPresent() ? SplitOptions.WITHOUT_TEST : SplitOptions.USUAL);
        return new Setup(back, ahead, steps, plan, method);
    }
}
