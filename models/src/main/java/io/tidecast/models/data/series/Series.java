package io.tidecast.models.data.series;

import io.tidecast.models.data.time.Timeline;

/**
 * One series: evenly spaced rows of the schema's columns, and perhaps rows after them in which only the columns known
 * ahead have values.
 *
 * <p>A category is held as its position in the vocabulary; NaN is a missing value.
 */
public final class Series {
    private final String name;
    private final Timeline timeline;
    private final double[][] columns;
    private final int length;

    /**
     * Makes a series.
     *
     * @param name its name, empty where there is only one
     * @param timeline its times
     * @param columns values [column][row]; kept, not copied
     * @param length how many rows are past; further rows hold what is known ahead
     */
    public Series(String name, Timeline timeline, double[][] columns, int length) {
        for (double[] column : columns) {
            if (column.length != columns[0].length || column.length < length) {
                throw new IllegalArgumentException("columns of series '" + name + "' differ in length");
            }
        }
        this.name = name;
        this.timeline = timeline;
        this.columns = columns;
        this.length = length;
    }

    /**
     * Names the series.
     *
     * @return its name, empty where there is only one
     */
    public String name() {
        return name;
    }

    /**
     * Gives its times.
     *
     * @return the time of every row, and of those to come
     */
    public Timeline timeline() {
        return timeline;
    }

    /**
     * Counts the rows of the past.
     *
     * @return how many rows have values in all columns
     */
    public int length() {
        return length;
    }

    /**
     * Counts all rows.
     *
     * @return the rows of the past and those in which only known columns have values
     */
    public int extent() {
        return columns[0].length;
    }

    /**
     * Reads a value.
     *
     * @param column position in the schema
     * @param row counted from 0
     * @return a number, a category's position, or NaN; NaN also beyond the last row
     */
    public double value(int column, int row) {
        return row < columns[column].length ? columns[column][row] : Double.NaN;
    }

    /**
     * Puts rows after this series' past.
     *
     * @param more values [column][row]
     * @param rows how many rows are put there
     * @param past whether they are past, not merely known ahead
     * @return a longer series
     */
    public Series followedBy(double[][] more, int rows, boolean past) {
        double[][] longer = new double[columns.length][length + rows];
        for (int c = 0; c < columns.length; c++) {
            System.arraycopy(columns[c], 0, longer[c], 0, length);
            System.arraycopy(more[c], 0, longer[c], length, rows);
        }
        return new Series(name, timeline, longer, past ? length + rows : length);
    }

    Series before(int steps) {
        return new Series(name, timeline, columns, length - steps);
    }
}
