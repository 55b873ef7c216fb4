package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.TableStream;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.stream.ForecastStream;
import io.tidecast.models.stream.StreamColumn;
import io.tidecast.models.stream.StreamState;
import io.tidecast.models.stream.StreamingModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stream}: a forecast after each row of standard input. */
@Command(
        customSynopsis = "tidecast stream MODEL_FILE [OPTION]... < ROWS",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tail -n +1 -F meter.csv | tidecast stream meter.safetensors",
            "  sensor | tidecast stream meter.safetensors --state meter.state --json",
            "",
            "Rows have the columns that the model reads, of columns known ahead those of the steps ahead, such as",
            "day+1 to day+14. The first line may be a header; then other columns may stand beside. Each row takes the",
            "same time and memory. The forecast is that of all rows so far as one window; it goes on across runs with",
            "--state. A line of the result has the row's number, then each target one step ahead with its",
            "quantiles, and so on."
        })
final class StreamCommand implements Runnable {
    private static final String SOURCE = "standard input";

    @Option(names = "--json", description = "Print each forecast as one JSON document on a line.")
    private boolean json;

    @Parameters(paramLabel = "MODEL_FILE", description = "What train saved.")
    private Path file = Path.of("");

    @Mixin(name = "Data")
    private final TableFormatOptions format = new TableFormatOptions();

    @Option(
            names = "--skip-bad",
            description = "Pass over lines that are no row of values, and count them (else the first is an error).")
    private boolean skipBad;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            description = "Which it is, where the model scales each series by a level of its own or is told of each.")
    private @Nullable String series;

    @Mixin
    private final QuantileOption quantiles = new QuantileOption();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Go on from the state in the file if it is there, and save it there at the end.")
    private @Nullable Path state;

    @Mixin(name = "Running")
    private final RunOptions running = new RunOptions();

    private final Console console;

    StreamCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Optional<Path> kept = Optional.ofNullable(state);
        kept.ifPresent(AtomicFile::requireWritable);
        ModelFile model = ModelFile.read(file);
        Optional<StreamState> earlier = kept.filter(Files::exists).map(StreamState::read);
        try (Backend backend = running.open(console);
                StreamingModel streaming = new StreamingModel(model, backend, Optional.ofNullable(series));
                ForecastStream stream = begin(streaming, earlier)) {
            StreamRun run = new StreamRun(console, stream, report(streaming), kept, skipBad);
            try (Farewell farewell = Farewell.prepare(run::finish)) {
                try {
                    follow(run, streaming, farewell);
                } catch (OutputClosed end) {
                    console.letReaderGo();
                } finally {
                    farewell.whole(run::finish);
                }
            }
        }
    }

    private StreamReport report(StreamingModel streaming) {
        return StreamReport.of(streaming, quantiles.levels(streaming.head()), json);
    }

    private ForecastStream begin(StreamingModel streaming, Optional<StreamState> earlier) {
        try {
            ForecastStream stream = earlier.map(streaming::resume).orElseGet(streaming::begin);
            earlier.ifPresent(found -> console.say(state + ": goes on after row " + found.rows()));
            return stream;
        } catch (InputException e) {
            throw new InputException(state + ": " + e.getMessage(), e);
        }
    }

    private void follow(StreamRun run, StreamingModel streaming, Farewell farewell) {
        List<StreamColumn> columns = streaming.columns();
        Optional<TableStream> table = TableStream.open(
                SOURCE,
                console.in(),
                format.table(),
                columns.stream().map(StreamColumn::name).toList(),
                () -> farewell.whole(run::flush));
        table.ifPresent(rows -> run.follow(rows, columns, format.fill(), farewell));
        run.begin();
    }
}
