package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.FutureReader;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.forecast.Forecaster;
import io.tidecast.models.forecast.Forecaster.Forecast;
import io.tidecast.models.forecast.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forecast}: what follows each series. */
@Command(
        customSynopsis = "tidecast forecast MODEL_FILE (--example NAME | --data FILE) [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast forecast rides.safetensors --data rides.csv --out forecast.csv --plot forecast.svg",
            "  tidecast forecast rides.safetensors --data rides.csv --future day-types.csv",
            "  tidecast forecast rides.safetensors --data rides.csv --ago 14 --plot compared.svg",
            "",
            "The result has the columns time, series, target, step and mean, and one for each quantile, such as p10."
        })
final class ForecastCommand implements Runnable {
    @Mixin
    private final JsonOption format = new JsonOption();

    @Parameters(paramLabel = "MODEL_FILE", description = "What train saved.")
    private Path file = Path.of("");

    @Mixin(name = "Data")
    private final SourceOptions source = new SourceOptions();

    @Option(
            names = "--future",
            paramLabel = "FILE",
            description = "The next values of the columns that are known ahead, in columns of the same names.")
    private @Nullable Path future;

    @Option(names = "--only", paramLabel = "SERIES", split = ",", description = "Forecast these series alone (all).")
    private List<String> only = List.of();

    @Option(
            names = "--ago",
            paramLabel = "N",
            description = "Stand so many steps before the end, and show beside the forecast what came true.")
    private int ago;

    @Mixin
    private final QuantileOption quantiles = new QuantileOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the forecast goes, as CSV (standard output).")
    private @Nullable Path out;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the first series' forecast, as SVG.")
    private @Nullable Path plot;

    @Mixin(name = "Running")
    private final RunOptions running = new RunOptions();

    private final Console console;

    ForecastCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Optional<Path> target = Optional.ofNullable(out);
        Optional<Path> drawing = Optional.ofNullable(plot);
        target.ifPresent(AtomicFile::requireWritable);
        drawing.ifPresent(AtomicFile::requireWritable);
        ModelFile model = ModelFile.read(file);
        List<Double> levels = quantiles.levels(model.network().head());
        SeriesSet all = chosen(source.read(model.data(), console::say));
        SeriesSet past = standing(all, model.data().shape().horizon());
        try (Backend backend = running.open(console)) {
            List<Forecast> forecasts = new Forecaster(model, backend).forecast(past, levels, console::say);
            ForecastReport report = new ForecastReport(file, source.name(), model, backend, forecasts);
            target.ifPresent(path -> AtomicFile.writeText(path, report.csv()));
            drawing.ifPresent(
                    path -> AtomicFile.writeText(path, new ForecastDrawing(model, all).svg(forecasts.getFirst())));
            if (format.json()) {
                console.print(report.json(target, drawing));
            } else if (target.isEmpty()) {
                console.print(report.csv().stripTrailing());
            }
        }
        target.ifPresent(path -> console.say("forecast saved to " + path));
        drawing.ifPresent(path -> console.say("forecast drawn in " + path));
    }

    private SeriesSet chosen(SeriesSet set) {
        if (only.isEmpty()) {
            return set;
        }
        List<String> names = set.series().stream().map(Series::name).toList();
        List<Series> chosen = new ArrayList<>();
        for (String name : only) {
            int index = names.indexOf(name);
            if (index < 0) {
                throw new InputException(
                        "--only: " + set.source() + " has no series '" + name + "'" + NearestName.hint(name, names));
            }
            chosen.add(set.get(index));
        }
        return new SeriesSet(set.source(), set.format(), chosen);
    }

    /** Returns the series as they are known where the forecast stands, with what is known ahead. */
    private SeriesSet standing(SeriesSet set, int horizon) {
        if (ago > 0 && future != null) {
            throw new InputException("--ago and --future do not go together: what came after is in the data");
        }
        if (future != null) {
            return FutureReader.read(future, set, horizon, source.format().table(), console::say);
        }
        Ranges.whole("--ago", ago, 0, 1_000_000);
        return ago == 0 ? set : set.before(ago);
    }
}
