package io.tidecast.cli;

import io.tidecast.models.data.table.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Data that need no file. */
enum Example {
    /** The book's series, see {@link io.tidecast.models.data.book.BookSeries}. */
    SINES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a name for the command line. */
    static final class Converter implements ITypeConverter<Example> {
        @Override
        public Example convert(String text) {
            List<String> names = Arrays.stream(values()).map(Example::toString).toList();
            return Arrays.stream(values())
                    .filter(example -> example.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there is no example '" + text + "'"
                            + NearestName.hint(text, names) + " there is " + String.join(", ", names)));
        }
    }
}
