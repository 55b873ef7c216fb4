package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.table.Cells;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a ragged file: each row a series, its name first, ended by blank cells. */
final class RaggedReader {
    private final MissingCells missing;
    private final Warnings warnings;
    private final List<Series> series = new ArrayList<>();
    private final Map<String, Long> lineOfName = new LinkedHashMap<>();

    private RaggedReader(MissingCells missing, Warnings warnings) {
        this.missing = missing;
        this.warnings = warnings;
    }

    static List<Series> read(TableFile file, MissingCells missing, Warnings warnings) {
        RaggedReader reader = new RaggedReader(missing, warnings);
        file.readRaggedRows(reader::add);
        missing.finish(warnings);
        return reader.series;
    }

    private void add(Row row) {
        String name = row.text(0);
        if (Cells.isMissing(name)) {
            throw row.fault(0, name, "the name of a series", "put one into the first cell of each row");
        }
        Long earlier = lineOfName.putIfAbsent(name, row.line());
        if (earlier != null) {
            throw new InputException(row.place(0) + ": found a second series '" + name + "', the first stands on line "
                    + earlier + "; give each series a name of its own");
        }
        int end = row.size();
        while (end > 1 && Cells.isMissing(row.text(end - 1))) {
            end--;
        }
        if (end == 1) {
            warnings.add(row.table().source() + ":" + row.line() + ": series '" + name + "' has no values; left out");
            return;
        }
        double[] values = new double[end - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.number(i + 1);
        }
        missing.mend(name, values, i -> "line " + row.line() + ", cell " + (i + 2));
        series.add(new Series(name, Timeline.ofRows(), new double[][] {values}, values.length));
    }
}
