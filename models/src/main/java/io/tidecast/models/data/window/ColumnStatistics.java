package io.tidecast.models.data.window;

import io.tidecast.models.data.series.Series;

/** Mean, spread, range and level of a column's values, missing ones left out. */
final class ColumnStatistics {
    private long count;
    private double mean;
    private double squares;
    private double absolute;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(Series series, int column, int from, int until) {
        for (int row = from; row < until; row++) {
            double value = series.value(column, row);
            if (!Double.isNaN(value)) {
                count++;
                double distance = value - mean;
                mean += distance / count;
                squares += distance * (value - mean);
                absolute += Math.abs(value);
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
    }

    Affine toStandard() {
        return count == 0 ? Affine.IDENTITY : new Affine(mean, positiveOrOne(Math.sqrt(squares / count)));
    }

    Affine toUnitRange() {
        return count == 0 ? Affine.IDENTITY : new Affine(least, positiveOrOne(greatest - least));
    }

    Affine toLevel() {
        return count == 0 ? Affine.IDENTITY : new Affine(0, positiveOrOne(absolute / count));
    }

    /** A column of one value has no spread; it must not be divided by it. */
    private double positiveOrOne(double scale) {
        double rounding = Math.max(Math.abs(least), Math.abs(greatest)) * 1e-12;
        return scale > rounding && Double.isFinite(scale) ? scale : 1;
    }
}
