package io.tidecast.models.plot;

import java.util.function.DoubleUnaryOperator;

/** Draws lines and bands between the axes; where points stand denser than pixels, each pixel's extremes stand for them. */
final class CurveDrawing {
    static final double BAND_OPACITY = 0.2;
    static final double DOT_RADIUS = 3.2;

    private final Svg svg;
    private final DoubleUnaryOperator across;
    private final DoubleUnaryOperator down;
    private final double widthInPixels;

    CurveDrawing(Svg svg, DoubleUnaryOperator across, DoubleUnaryOperator down, double widthInPixels) {
        this.svg = svg;
        this.across = across;
        this.down = down;
        this.widthInPixels = widthInPixels;
    }

    void drawCurve(Curve curve) {
        Points points = curve.points();
        int start = 0;
        while (start < points.size()) {
            int end = start;
            while (end < points.size() && isDrawn(points, end)) {
                end++;
            }
            if (end > start) {
                drawRun(points, start, end, curve.style());
            }
            start = end + 1;
        }
    }

    void drawBand(Band band) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < band.high().size(); i++) {
            add(band.high(), i, path);
        }
        for (int i = band.low().size() - 1; i >= 0; i--) {
            add(band.low(), i, path);
        }
        svg.polygon(path, band.colour(), BAND_OPACITY);
    }

    private boolean isDrawn(Points points, int index) {
        return Double.isFinite(left(points, index)) && Double.isFinite(height(points, index));
    }

    private void drawRun(Points points, int start, int end, Curve.Style style) {
        if (end - start > 1) {
            CharSequence path =
                    end - start > 3 * widthInPixels ? thinned(points, start, end) : whole(points, start, end);
            svg.polyline(path, style.colour(), style.width(), style.dash());
        }
        if (style.dots() || end - start == 1) {
            for (int i = start; i < end; i++) {
                svg.dot(left(points, i), height(points, i), DOT_RADIUS, style.colour());
            }
        }
    }

    private CharSequence whole(Points points, int start, int end) {
        StringBuilder path = new StringBuilder();
        for (int i = start; i < end; i++) {
            add(points, i, path);
        }
        return path;
    }

    private CharSequence thinned(Points points, int start, int end) {
        StringBuilder path = new StringBuilder();
        int i = start;
        while (i < end) {
            double pixel = Math.floor(left(points, i));
            double first = height(points, i);
            double least = first;
            double most = first;
            double last = first;
            for (i++; i < end && Math.floor(left(points, i)) == pixel; i++) {
                last = height(points, i);
                least = Math.min(least, last);
                most = Math.max(most, last);
            }
            for (double height : new double[] {first, least, most, last}) {
                Svg.point(path, pixel + 0.5, height);
            }
        }
        return path;
    }

    private void add(Points points, int index, StringBuilder path) {
        Svg.point(path, left(points, index), height(points, index));
    }

    private double left(Points points, int index) {
        return across.applyAsDouble(points.x(index));
    }

    private double height(Points points, int index) {
        return down.applyAsDouble(points.y(index));
    }
}
