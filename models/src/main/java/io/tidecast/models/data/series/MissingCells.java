package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Counts missing cells and, where it is wished, fills them with the values before them. */
final class MissingCells {
    private static final int COLUMNS_NAMED = 4;

    private static final class Count {
        private final String firstPlace;
        private int cells;
        private int leading;

        private Count(String firstPlace) {
            this.firstPlace = firstPlace;
        }
    }

    private final String file;
    private final boolean fill;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    MissingCells(String file, boolean fill) {
        this.file = file;
        this.fill = fill;
    }

    /**
     * Looks through one column of one series.
     *
     * @param column its name
     * @param values in order of time; filled in place
     * @param place names a row's place, such as {@code line 12}
     */
    void mend(String column, double[] values, IntFunction<String> place) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                continue;
            }
            int row = i;
            Count count = counts.computeIfAbsent(column, _ -> new Count(place.apply(row)));
            count.cells++;
            if (i == 0 || Double.isNaN(values[i - 1])) {
                count.leading++;
            } else if (fill) {
                values[i] = values[i - 1];
            }
        }
    }

    /**
     * Reports what was found.
     *
     * @throws InputException if cells are missing and were not to be filled
     */
    void finish(Warnings warnings) {
        if (counts.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        int leading = 0;
        for (Map.Entry<String, Count> entry : counts.entrySet()) {
            Count count = entry.getValue();
            parts.add(count.cells + " in column '" + entry.getKey() + "' (the first on " + count.firstPlace + ")");
            leading += count.leading;
        }
        String line = file + ": missing cells: " + shortened(parts);
        if (!fill) {
            throw new InputException(line + "; expected a value in each; correct the file, or pass --fill to repeat"
                    + " the values before them");
        }
        warnings.add(line + "; filled with the values before them"
                + (leading > 0 ? ", but for " + leading + " that have none; windows over those are left out" : ""));
    }

    private static String shortened(List<String> parts) {
        int shown = Math.min(parts.size(), COLUMNS_NAMED);
        String list = String.join(", ", parts.subList(0, shown));
        return shown < parts.size() ? list + " and " + (parts.size() - shown) + " more columns" : list;
    }
}
