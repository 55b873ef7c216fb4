package io.tidecast.models.data.table;

import io.tidecast.core.error.InputException;
import io.tidecast.models.file.Excerpt;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a table.
 *
 * @param source where the table comes from, for messages
 * @param names the columns' names in order
 * @param delimiter the character between cells
 */
public record TableColumns(String source, List<String> names, char delimiter) {
    private static final int MOST_LISTED = 12;

    /** Copies the list. */
    public TableColumns {
        names = List.copyOf(names);
    }

    /** Names columns after a row's cells where it is a header, else after their numbers; so are those without a name. */
    static TableColumns of(String source, List<String> firstRow, Dialect dialect) {
        String[] names = new String[firstRow.size()];
        for (int i = 0; i < names.length; i++) {
            String name = dialect.header() ? firstRow.get(i).strip() : "";
            names[i] = name.isEmpty() ? numbered(i) : name;
        }
        return new TableColumns(source, List.of(names), dialect.delimiter());
    }

    /**
     * Names a column, also one beyond the header.
     *
     * @param position counted from 0
     * @return its name
     */
    public String name(int position) {
        return position < names.size() ? names.get(position) : numbered(position);
    }

    private static String numbered(int position) {
        return "column" + (position + 1);
    }

    /**
     * Finds a column.
     *
     * @param column its name, exactly as in the table
     * @return its position, counted from 0
     * @throws InputException if there is none (the message has the nearest name), or more than one
     */
    public int position(String column) {
        int position = names.indexOf(column);
        if (position < 0) {
            throw new InputException(source + ": no column '" + column + "'" + NearestName.hint(column, names)
                    + " (columns: " + listed(names) + ")");
        }
        if (names.lastIndexOf(column) != position) {
            throw new InputException(source + ": column '" + column + "' stands there twice, as number "
                    + (position + 1) + " and " + (names.lastIndexOf(column) + 1) + "; rename one of them");
        }
        return position;
    }

    /**
     * Checks that a row has a cell for each column, or only blanks beyond them.
     *
     * @param row the row
     * @return the same
     * @throws InputException if it has not
     */
    Row checked(Row row) {
        int expected = names.size();
        boolean onlyBlanksBeyond =
                row.size() > expected && Row.isBlank(row.cells().subList(expected, row.size()));
        if (row.size() != expected && !onlyBlanksBeyond) {
            throw new InputException(source + ":" + row.line() + ": found " + row.size() + " cells, expected "
                    + expected + " as in the first row; look for a missing or extra '"
                    + (delimiter == '\t' ? "tab" : String.valueOf(delimiter)) + "', or quote the cell that holds one");
        }
        return row;
    }

    private static String listed(List<String> names) {
        int shown = Math.min(names.size(), MOST_LISTED);
        String list = names.subList(0, shown).stream().map(Excerpt::of).collect(Collectors.joining(", "));
        return shown < names.size() ? list + " and " + (names.size() - shown) + " more" : list;
    }
}
