package io.tidecast.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Small files of made-up daily rides: a level, a week, a trend, and which days are work days. */
final class Tables {
    static final int ROWS = 200;

    private Tables() {}

    /** Writes the file. */
    static Path rides(Path folder) {
        return rides(folder, rows -> rows);
    }

    /** Writes the file with its rows changed; row 0 is the header, row 1 stands on line 2. */
    static Path rides(Path folder, UnaryOperator<List<String>> change) {
        List<String> rows = new ArrayList<>();
        rows.add("date,rail,bus,day");
        for (int day = 0; day < ROWS; day++) {
            rows.add(row(day));
        }
        return write(folder.resolve("rides.csv"), change.apply(rows));
    }

    /** Writes the days after the file's last, with what is known of them. */
    static Path future(Path folder, int days) {
        List<String> rows = new ArrayList<>();
        rows.add("date,day");
        for (int day = ROWS; day < ROWS + days; day++) {
            rows.add(date(day) + "," + kind(day));
        }
        return write(folder.resolve("future.csv"), rows);
    }

    static Path write(Path file, List<String> lines) {
        try {
            return Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String row(int day) {
        double week = day % 7 >= 5 ? 0.6 : 1;
        double rail = (500 + day * 0.5 + 20 * Math.sin(day * 0.9)) * week;
        double bus = (300 + 10 * Math.cos(day * 1.7)) * week;
        return String.format(Locale.ROOT, "%s,%.2f,%.2f,%s", date(day), rail, bus, kind(day));
    }

    static LocalDate date(int day) {
        return LocalDate.of(2024, 1, 1).plusDays(day);
    }

    private static String kind(int day) {
        return day % 7 >= 5 ? "free" : "work";
    }
}
