package io.tidecast.models.plot;

import io.tidecast.models.plot.Svg.Anchor;
import io.tidecast.models.plot.Svg.Font;
import java.util.List;

/**
 * Panels side by side in the same colours, each column of values as wide as any other.
 *
 * @param title of all
 * @param horizontalTitle what the horizontal axes are
 * @param verticalTitle what the vertical axes are
 * @param range how far below the largest value of all the least colour is
 * @param panels from left to right, at least one
 */
public record HeatMapPlot(
        String title, String horizontalTitle, String verticalTitle, double range, List<HeatMap> panels) {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 380;
    private static final double MARGIN = 24;
    private static final double LEFT = 74;
    private static final double GAP = 28;
    private static final double TOP = 74;
    private static final double BOTTOM = HEIGHT - 58;
    private static final double PIXELS_PER_TICK = 60;
    private static final int PIXELS_BETWEEN = 8;
    private static final Font TITLE = new Font(19, Palette.TITLE, true);
    private static final Font LABEL = new Font(12, Palette.LABEL, false);
    private static final Font NAME = new Font(13, Palette.INK, true);

    /** Copies the list. */
    public HeatMapPlot {
        panels = List.copyOf(panels);
    }

    private double largest() {
        return panels.stream().mapToDouble(HeatMap::largest).max().orElse(0);
    }

    private Picture painted(List<HeatMap> some) {
        int columns = some.stream().mapToInt(HeatMap::columns).sum() + PIXELS_BETWEEN * (some.size() - 1);
        int rows = some.stream().mapToInt(HeatMap::rows).max().orElse(1);
        double high = largest();
        Picture picture = new Picture(columns, rows, HeatColours.palette());
        int left = 0;
        for (HeatMap panel : some) {
            panel.paint(picture, left, rows - 1, high - range, high);
            left += panel.columns() + PIXELS_BETWEEN;
        }
        return picture;
    }

    /** Returns the panels alone, a pixel for each value, as a PNG file. */
    public byte[] png() {
        return painted(panels).png();
    }

    /** Returns the drawing with titles and axes. */
    public String svg() {
        Svg svg = new Svg();
        svg.text(
                MARGIN,
                MARGIN + 14,
                Anchor.START,
                TITLE,
                TextWidth.fit(title, TITLE.size() * 1.05, WIDTH - 2 * MARGIN));
        svg.text(MARGIN, TOP - 12, Anchor.START, LABEL, verticalTitle);
        int columns = panels.stream().mapToInt(HeatMap::columns).sum();
        double perColumn = (WIDTH - LEFT - MARGIN - GAP * (panels.size() - 1)) / columns;
        double left = LEFT;
        for (HeatMap panel : panels) {
            double width = panel.columns() * perColumn;
            draw(svg, panel, left, width);
            left += width + GAP;
        }
        svg.text((LEFT + WIDTH - MARGIN) / 2, HEIGHT - 14, Anchor.MIDDLE, LABEL, horizontalTitle);
        return svg.drawing(WIDTH, HEIGHT, title);
    }

    private void draw(Svg svg, HeatMap panel, double left, double width) {
        svg.text(
                left + width / 2,
                TOP - 12,
                Anchor.MIDDLE,
                NAME,
                TextWidth.fit(panel.title(), NAME.size() * 1.05, width));
        svg.image(left, TOP, width, BOTTOM - TOP, painted(List.of(panel)).png());
        NumberScale across = NumberScale.over(0, panel.right(), 0);
        for (Tick tick : across.ticks((int) (width / PIXELS_PER_TICK))) {
            double x = left + across.position(tick.value()) * width;
            svg.line(x, BOTTOM, x, BOTTOM + 5, Palette.AXIS, 1, "");
            svg.text(x, BOTTOM + 20, Anchor.MIDDLE, LABEL, tick.label());
        }
        NumberScale up = NumberScale.over(0, panel.top(), 0);
        for (Tick tick : up.ticks(5)) {
            double y = BOTTOM - up.position(tick.value()) * (BOTTOM - TOP);
            svg.line(left - 5, y, left, y, Palette.AXIS, 1, "");
            if (left == LEFT) {
                svg.text(left - 8, y + 4, Anchor.END, LABEL, tick.label());
            }
        }
    }
}
