package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.book.BookSeries;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesReader;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.DataConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The data that a trained model is applied to; columns, times and categories are as it was trained. */
final class SourceOptions {
    @Option(
            names = "--example",
            paramLabel = "NAME",
            description = "Data that need no file: sines, the book's 10,000 series.")
    private @Nullable Example example;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "A file of series with the columns that the model knows.")
    private @Nullable Path data;

    @Mixin
    private final TableFormatOptions format = new TableFormatOptions();

    /**
     * Reads the data.
     *
     * @throws InputException if neither or both of an example and a file are named, or what is named does not fit
     */
    SeriesSet read(DataConfig model, Warnings warnings) {
        if (example == null && data != null) {
            return read(data, model, warnings);
        }
        if (example != null && data == null) {
            SeriesFormat bare = SeriesFormat.bare(Schema.ofTarget(SeriesFormat.VALUE));
            if (!model.format().equals(bare) || model.shape().window() != BookSeries.WINDOW) {
                throw new InputException(
                        "--example sines: the model was trained on other data; name a file with --data");
            }
            return BookSeries.set(model.shape().horizon());
        }
        throw new InputException(
                "which data? Name either a file with --data FILE or the book's series with" + " --example sines");
    }

    /** Reads another file of the same kind. */
    SeriesSet read(Path file, DataConfig model, Warnings warnings) {
        return SeriesReader.read(file, model.format(), format.table(), format.fill(), warnings);
    }

    TableFormatOptions format() {
        return format;
    }

    /** Returns the name of the file or of the example. */
    String name() {
        return Optional.ofNullable(data).map(Path::toString).orElseGet(() -> String.valueOf(example));
    }
}
