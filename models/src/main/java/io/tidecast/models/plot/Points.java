package io.tidecast.models.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Points of a chart, immutable: places along the horizontal axis in rising order, and a height at each. */
public final class Points {
    private final double[] x;
    private final double[] y;

    private Points(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * Returns points at the given places.
     *
     * @param x the places, in rising order; seconds on an axis of {@link AxisKind#TIMES}
     * @param y the heights, as many as places; NaN where one is missing
     * @throws IllegalArgumentException when there are not as many heights as places
     */
    public static Points at(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " places but " + y.length + " heights");
        }
        return new Points(x.clone(), y.clone());
    }

    /**
     * Returns points at consecutive whole numbers.
     *
     * @param first the place of the first
     * @param y the heights; NaN where one is missing
     */
    public static Points counted(int first, double... y) {
        return new Points(
                DoubleStream.iterate(first, place -> place + 1).limit(y.length).toArray(), y.clone());
    }

    /** Returns how many points there are. */
    public int size() {
        return x.length;
    }

    /** Returns the place of the point of an index from 0. */
    public double x(int index) {
        return x[index];
    }

    /** Returns the height of the point of an index from 0. */
    public double y(int index) {
        return y[index];
    }

    DoubleStream places() {
        return DoubleStream.of(x);
    }

    DoubleStream heights() {
        return DoubleStream.of(y);
    }

    /** Returns the last points, at most so many. */
    Points last(int count) {
        int from = Math.max(0, x.length - count);
        return new Points(Arrays.copyOfRange(x, from, x.length), Arrays.copyOfRange(y, from, y.length));
    }

    /** Returns these points, before them the last of earlier ones. */
    Points after(Points earlier) {
        Points end = earlier.last(1);
        return new Points(
                DoubleStream.concat(end.places(), places()).toArray(),
                DoubleStream.concat(end.heights(), heights()).toArray());
    }
}
