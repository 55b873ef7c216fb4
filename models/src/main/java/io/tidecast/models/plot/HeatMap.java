package io.tidecast.models.plot;

/**
 * Values over two axes as colours, a panel of a {@link HeatMapPlot}.
 *
 * @param title what it shows
 * @param columns how many values stand side by side
 * @param rows how many stand one above the other
 * @param right where the horizontal axis ends, which begins at 0
 * @param top where the vertical axis ends, which begins at 0
 * @param values of all places
 */
public record HeatMap(String title, int columns, int rows, double right, double top, Values values) {
    /** A value for each place. */
    @FunctionalInterface
    public interface Values {
        /** Returns the value in a column, counted from the left, and a row, counted from below. */
        double at(int column, int row);
    }

    /** Returns the largest value. */
    double largest() {
        double largest = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                largest = Math.max(largest, values.at(column, row));
            }
        }
        return largest;
    }

    /** Paints it, its lower left corner at a place: from the least colour at {@code low} to the most at {@code high}. */
    void paint(Picture picture, int left, int bottom, double low, double high) {
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                double part = (values.at(column, row) - low) / (high - low);
                picture.set(left + column, bottom - row, HeatColours.of(part));
            }
        }
    }
}
