package io.tidecast.models.plot;

import io.tidecast.models.plot.Svg.Anchor;
import io.tidecast.models.plot.Svg.Font;

/** Draws which colour is which, from left to right, in as many rows as it takes. */
final class Legend {
    private static final Font FONT = new Font(13, Palette.INK, false);
    private static final double SAMPLE = 26;
    private static final double ROW = 20;
    private static final double BETWEEN = 24;

    private final LinePlot plot;
    private final Svg svg;

    Legend(LinePlot plot, Svg svg) {
        this.plot = plot;
        this.svg = svg;
    }

    /** Draws below a height and returns the height that it reaches. */
    double draw(double left, double above, double right) {
        double x = left;
        double y = above;
        for (Curve curve : plot.curves) {
            if (!curve.name().isEmpty()) {
                double width = width(curve.name());
                if (y == above || x + width > right) {
                    x = left;
                    y += ROW;
                }
                drawSample(curve.style(), x, y - 4.5);
                drawName(curve.name(), x, y, right);
                x += width + BETWEEN;
            }
        }
        for (Band band : plot.bands) {
            double width = width(band.name());
            if (y == above || x + width > right) {
                x = left;
                y += ROW;
            }
            svg.rectangle(x, y - 10, SAMPLE, 11, band.colour(), CurveDrawing.BAND_OPACITY);
            drawName(band.name(), x, y, right);
            x += width + BETWEEN;
        }
        return y;
    }

    private static double width(String name) {
        return SAMPLE + 8 + TextWidth.of(name, FONT.size());
    }

    private void drawName(String name, double x, double y, double right) {
        double start = x + SAMPLE + 8;
        svg.text(start, y, Anchor.START, FONT, TextWidth.fit(name, FONT.size(), right - start));
    }

    private void drawSample(Curve.Style style, double x, double y) {
        svg.line(x, y, x + SAMPLE, y, style.colour(), Math.max(style.width(), 2), style.dash());
        if (style.dots()) {
            svg.dot(x + SAMPLE / 2, y, CurveDrawing.DOT_RADIUS, style.colour());
        }
    }
}
