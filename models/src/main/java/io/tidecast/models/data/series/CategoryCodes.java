package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.Cells;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.file.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns labels into positions in a vocabulary, which is learnt from the rows or was learnt before. */
public final class CategoryCodes {
    private static final int MOST_CATEGORIES = 256;

    private final String column;
    private final boolean learning;
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> labels;

    CategoryCodes(String column, List<String> known, boolean learning) {
        this.column = column;
        this.learning = learning;
        this.labels = new ArrayList<>(known);
        for (int i = 0; i < known.size(); i++) {
            codes.put(known.get(i), i);
        }
    }

    /**
     * Reads labels of a vocabulary that was learnt before.
     *
     * @param column its name, for messages
     * @param vocabulary all labels that there may be
     * @return codes that are positions in it
     */
    public static CategoryCodes known(String column, List<String> vocabulary) {
        return new CategoryCodes(column, vocabulary, false);
    }

    /**
     * Reads a cell.
     *
     * @param row the row
     * @param position the cell's
     * @return the label's position in the vocabulary, or NaN where the cell is missing
     * @throws InputException if the vocabulary was learnt before and has no such label, or if it would grow too large
     */
    public double code(Row row, int position) {
        String label = row.text(position);
        if (Cells.isMissing(label)) {
            return Double.NaN;
        }
        Integer code = codes.get(label);
        if (code != null) {
            return code;
        }
        if (!learning) {
            throw new InputException(row.place(position) + ": found the category '" + Excerpt.of(label)
                    + "', expected one the model was trained with: " + Excerpt.of(String.join(", ", labels))
                    + NearestName.hint(label, labels));
        }
        if (labels.size() == MOST_CATEGORIES) {
            throw new InputException(row.place(position) + ": more than " + MOST_CATEGORIES
                    + " different labels; expected a column of few categories; leave '" + column + "' out");
        }
        codes.put(label, labels.size());
        labels.add(label);
        return labels.size() - 1;
    }

    /** Sorts a learnt vocabulary, so that it does not depend on the rows' order, and renumbers the codes. */
    List<String> settle(double[] values) {
        if (!learning) {
            return labels;
        }
        List<String> sorted = labels.stream().sorted().toList();
        int[] renumbered = new int[labels.size()];
        for (int i = 0; i < renumbered.length; i++) {
            renumbered[i] = sorted.indexOf(labels.get(i));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                values[i] = renumbered[(int) values[i]];
            }
        }
        return sorted;
    }
}
