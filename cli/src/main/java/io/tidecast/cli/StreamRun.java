package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.data.table.TableStream;
import io.tidecast.models.stream.ForecastStream;
import io.tidecast.models.stream.RowReader;
import io.tidecast.models.stream.StreamColumn;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes rows one after the other, prints the forecast after each, and keeps the state at the end. */
final class StreamRun {
    private final Console console;
    private final ForecastStream stream;
    private final StreamReport report;
    private final Optional<Path> state;
    private final boolean skipBad;
    private boolean begun;
    private boolean finished;
    private long skipped;
    private @Nullable String firstSkipped;

    /**
     * @param state where the state is kept
     * @param skipBad whether lines that are no rows are passed over
     */
    StreamRun(Console console, ForecastStream stream, StreamReport report, Optional<Path> state, boolean skipBad) {
        this.console = console;
        this.stream = stream;
        this.report = report;
        this.state = state;
        this.skipBad = skipBad;
    }

    void follow(TableStream table, List<StreamColumn> columns, boolean fill, Farewell farewell) {
        RowReader reader = new RowReader(columns, table.columns(), fill);
        boolean goesOn = true;
        while (goesOn) {
            try {
                Optional<Row> row = table.next();
                row.ifPresent(found -> farewell.whole(() -> take(found, reader.read(found))));
                goesOn = row.isPresent();
            } catch (InputException bad) {
                if (!skipBad) {
                    throw bad;
                }
                skip(bad);
            }
        }
    }

    private void take(Row row, double[] values) {
        boolean isForecast;
        try {
            isForecast = stream.next(values);
        } catch (InputException bad) {
            throw new InputException(row.table().source() + ":" + row.line() + ": " + bad.getMessage(), bad);
        }
        if (isForecast) {
            begin();
            console.print(report.line(stream));
        }
    }

    /** Prints what stands above all forecasts, if that has not been done. */
    void begin() {
        if (!begun && !report.json()) {
            console.print(report.header());
        }
        begun = true;
    }

    private void skip(InputException bad) {
        skipped++;
        if (firstSkipped == null) {
            firstSkipped = bad.getMessage();
        }
    }

    /** Lets the reader of standard output see all that there is so far. */
    void flush() {
        if (!console.flush()) {
            throw new OutputClosed();
        }
    }

    /** Writes out what is held back, saves the state, and says what was passed over. */
    void finish() {
        if (finished) {
            return;
        }
        finished = true;
        console.flush();
        if (skipped > 0) {
            console.say("skipped " + skipped + (skipped == 1 ? " line" : " lines, the first") + ": " + firstSkipped);
        }
        state.ifPresent(path -> {
            stream.state().write(path);
            console.say("state after row " + stream.rows() + " saved to " + path);
        });
    }
}
