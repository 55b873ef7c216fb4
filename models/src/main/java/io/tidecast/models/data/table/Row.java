package io.tidecast.models.data.table;

import io.tidecast.core.error.InputException;
import io.tidecast.models.file.Excerpt;
import java.util.List;

/**
 * One row of a table, with its place.
 *
 * @param table the table it stands in
 * @param line the line it starts on, counted from 1
 * @param cells its cells' texts, as they stand
 */
public record Row(TableColumns table, long line, List<String> cells) {
    /**
     * Counts the cells.
     *
     * @return how many there are
     */
    public int size() {
        return cells.size();
    }

    static boolean isBlank(List<String> cells) {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a cell's text.
     *
     * @param column position, counted from 0
     * @return the text without blanks around it
     */
    public String text(int column) {
        return cells.get(column).strip();
    }

    /**
     * Reads a cell as a number.
     *
     * @param column position, counted from 0
     * @return the number, or NaN where the cell is missing
     * @throws InputException if the cell holds text or an infinity
     */
    public double number(int column) {
        String cell = text(column);
        if (Cells.isMissing(cell)) {
            return Double.NaN;
        }
        if (!Cells.isNumber(cell)) {
            if (Cells.isInfinity(cell)) {
                throw infinite(column, cell);
            }
            throw fault(column, cell, "a number", remedyForText(cell));
        }
        double value = Double.parseDouble(cell);
        if (Double.isInfinite(value)) {
            throw infinite(column, cell);
        }
        return value;
    }

    /**
     * Words a fault in one cell.
     *
     * @param column position, counted from 0
     * @param found the cell's text
     * @param expected what should stand there
     * @param remedy what the person may do
     * @return the fault, to be thrown
     */
    public InputException fault(int column, String found, String expected, String remedy) {
        return new InputException(
                place(column) + ": found '" + Excerpt.of(found) + "', expected " + expected + "; " + remedy);
    }

    /**
     * Names a cell's place.
     *
     * @param column position, counted from 0
     * @return such as {@code rides.csv:12: column 'bus'}
     */
    public String place(int column) {
        return table.source() + ":" + line + ": column '" + Excerpt.of(table.name(column)) + "'";
    }

    private InputException infinite(int column, String cell) {
        return fault(column, cell, "a finite number", "correct the cell or leave it empty");
    }

    private static String remedyForText(String cell) {
        if (cell.indexOf(',') >= 0 && Cells.isNumber(cell.replace(",", ""))) {
            return "write a decimal point and no thousands separators";
        }
        return "correct the cell or leave it empty; if the column is an input of labels, name it in --category";
    }
}
