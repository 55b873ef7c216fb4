package io.tidecast.models.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A chart of lines and bands over one horizontal axis, with title, legend, grid and marked places.
 *
 * <p>What is drawn first lies below: bands, then the curves in their order. Heights that are not finite leave gaps; on
 * an axis of ratios so do heights that are not positive.
 */
public final class LinePlot {
    final String title;
    final String subtitle;
    final String horizontalTitle;
    final String verticalTitle;
    final List<Curve> curves;
    final List<Band> bands;
    final List<Marker> markers;
    final Scale horizontal;
    final Scale vertical;

    private LinePlot(Builder builder) {
        title = builder.title;
        subtitle = builder.subtitle;
        horizontalTitle = builder.horizontalTitle;
        verticalTitle = builder.verticalTitle;
        curves = List.copyOf(builder.curves);
        bands = List.copyOf(builder.bands);
        markers = List.copyOf(builder.markers);
        horizontal = builder.horizontalScale();
        vertical = builder.verticalScale();
    }

    /** Starts a chart of the given title. */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /** Returns the chart as an SVG document, 960 × 540 pixels. */
    public String svg() {
        return new LinePlotDrawing(this).draw();
    }

    /** Collects what a chart shows. */
    public static final class Builder {
        private static final double PADDING = 0.05;

        private final String title;
        private String subtitle = "";
        private String horizontalTitle = "";
        private String verticalTitle = "";
        private AxisKind horizontalKind = AxisKind.NUMBERS;
        private AxisKind verticalKind = AxisKind.NUMBERS;
        private final List<Curve> curves = new ArrayList<>();
        private final List<Band> bands = new ArrayList<>();
        private final List<Marker> markers = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /** Sets the line below the title. */
        public Builder subtitle(String text) {
            subtitle = text;
            return this;
        }

        /** Sets what the horizontal axis measures and what stands below it. */
        public Builder horizontal(AxisKind kind, String axisTitle) {
            horizontalKind = kind;
            horizontalTitle = axisTitle;
            return this;
        }

        /** Sets what the vertical axis measures and what stands above it. */
        public Builder vertical(AxisKind kind, String axisTitle) {
            verticalKind = kind;
            verticalTitle = axisTitle;
            return this;
        }

        /** Adds a line. */
        public Builder curve(Curve curve) {
            curves.add(curve);
            return this;
        }

        /** Adds a shaded region. */
        public Builder band(Band band) {
            bands.add(band);
            return this;
        }

        /** Adds a marked place. */
        public Builder marker(Marker marker) {
            markers.add(marker);
            return this;
        }

        /** Returns the chart. */
        public LinePlot build() {
            return new LinePlot(this);
        }

        private Scale horizontalScale() {
            double[] places = DoubleStream.concat(
                            allPoints().flatMapToDouble(Points::places),
                            markers.stream().mapToDouble(Marker::x))
                    .filter(Double::isFinite)
                    .toArray();
            return horizontalKind.over(least(places), most(places));
        }

        private Scale verticalScale() {
            boolean ratios = verticalKind == AxisKind.RATIOS;
            double[] heights = allPoints()
                    .flatMapToDouble(Points::heights)
                    .filter(height -> Double.isFinite(height) && (!ratios || height > 0))
                    .toArray();
            double low = least(heights);
            double high = most(heights);
            if (ratios) {
                double factor = Math.pow(high / low, PADDING);
                return verticalKind.over(low / factor, high * factor);
            }
            double room = (high - low) * PADDING;
            boolean fromZero = low >= 0 && low < room;
            return verticalKind.over(fromZero ? 0 : low - room, high + room);
        }

        private Stream<Points> allPoints() {
            return Stream.concat(
                    curves.stream().map(Curve::points),
                    bands.stream().flatMap(band -> Stream.of(band.low(), band.high())));
        }

        private static double least(double[] values) {
            return DoubleStream.of(values).min().orElse(1);
        }

        private static double most(double[] values) {
            return DoubleStream.of(values).max().orElse(1);
        }
    }
}
