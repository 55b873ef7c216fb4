package io.tidecast.models.plot;

import io.tidecast.models.plot.Svg.Anchor;
import io.tidecast.models.plot.Svg.Font;
import java.util.List;

/** Lays one chart out, top to bottom, and draws it. */
final class LinePlotDrawing {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final double MARGIN = 24;
    private static final double LABEL_GAP = 8;
    private static final double PIXELS_PER_VERTICAL_TICK = 46;
    private static final double BETWEEN_LABELS = 18;
    private static final double LEAST_LABEL = 30;
    private static final Font TITLE = new Font(19, Palette.TITLE, true);
    private static final Font SUBTITLE = new Font(13, Palette.LABEL, false);
    private static final Font AXIS_TITLE = new Font(12, Palette.LABEL, false);
    private static final Font LABEL = new Font(12, Palette.LABEL, false);
    private static final Font CONTEXT = new Font(12, Palette.INK, true);

    private final LinePlot plot;
    private final Svg svg = new Svg();
    private final List<Tick> verticalTicks;
    private final List<Tick> horizontalTicks;
    private final double headRow;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;

    LinePlotDrawing(LinePlot plot) {
        this.plot = plot;
        double row = MARGIN + 14;
        svg.text(MARGIN, row, Anchor.START, TITLE, TextWidth.fit(plot.title, TITLE.size() * 1.05, WIDTH - 2 * MARGIN));
        if (!plot.subtitle.isEmpty()) {
            row += 22;
            svg.text(
                    MARGIN,
                    row,
                    Anchor.START,
                    SUBTITLE,
                    TextWidth.fit(plot.subtitle, SUBTITLE.size(), WIDTH - 2 * MARGIN));
        }
        row = new Legend(plot, svg).draw(MARGIN, row + 10, WIDTH - MARGIN);
        headRow = row + 22;
        top = headRow + 10;
        bottom = HEIGHT
                - 36
                - (plot.horizontal instanceof TimeScale ? 16 : 0)
                - (plot.horizontalTitle.isEmpty() ? 0 : 22);
        verticalTicks = plot.vertical.ticks((int) ((bottom - top) / PIXELS_PER_VERTICAL_TICK));
        double labels = verticalTicks.stream()
                .mapToDouble(tick -> TextWidth.of(tick.label(), LABEL.size()))
                .max()
                .orElse(0);
        left = MARGIN + labels + LABEL_GAP;
        right = WIDTH - MARGIN - 4;
        horizontalTicks = roomyTicks();
    }

    String draw() {
        drawGrid();
        drawMarkerLines();
        CurveDrawing curves = new CurveDrawing(svg, this::across, this::down, right - left);
        plot.bands.forEach(curves::drawBand);
        plot.curves.forEach(curves::drawCurve);
        drawHorizontalAxis();
        drawHeadRow();
        return svg.drawing(WIDTH, HEIGHT, plot.title);
    }

    private double across(double value) {
        return left + plot.horizontal.position(value) * (right - left);
    }

    private double down(double value) {
        return bottom - plot.vertical.position(value) * (bottom - top);
    }

    /** Returns as many ticks as their labels leave room for. */
    private List<Tick> roomyTicks() {
        for (int about = 12; about > 1; about--) {
            List<Tick> ticks = plot.horizontal.ticks(about);
            if (isRoomy(ticks)) {
                return ticks;
            }
        }
        return plot.horizontal.ticks(1);
    }

    private boolean isRoomy(List<Tick> ticks) {
        for (int i = 1; i < ticks.size(); i++) {
            double distance =
                    across(ticks.get(i).value()) - across(ticks.get(i - 1).value());
            if (distance < (width(ticks.get(i)) + width(ticks.get(i - 1))) / 2 + BETWEEN_LABELS) {
                return false;
            }
        }
        return true;
    }

    private static double width(Tick tick) {
        return Math.max(TextWidth.of(tick.label(), LABEL.size()), TextWidth.of(tick.context(), CONTEXT.size()) * 1.08);
    }

    private void drawGrid() {
        for (Tick tick : verticalTicks) {
            double y = down(tick.value());
            svg.line(left, y, right, y, Palette.GRID, 1, "");
            svg.text(left - LABEL_GAP, y + 4, Anchor.END, LABEL, tick.label());
        }
        for (Tick tick : horizontalTicks) {
            double x = across(tick.value());
            svg.line(x, top, x, bottom, Palette.GRID, 1, "");
        }
    }

    private void drawHorizontalAxis() {
        svg.line(left, bottom, right, bottom, Palette.AXIS, 1, "");
        for (Tick tick : horizontalTicks) {
            double x = across(tick.value());
            svg.line(x, bottom, x, bottom + 5, Palette.AXIS, 1, "");
            drawLabel(x, bottom + 20, LABEL, tick.label());
            drawLabel(x, bottom + 36, CONTEXT, tick.context());
        }
        if (!plot.horizontalTitle.isEmpty()) {
            svg.text((left + right) / 2, HEIGHT - 14, Anchor.MIDDLE, AXIS_TITLE, plot.horizontalTitle);
        }
    }

    /** Centres a label on its tick, or moves it in where it would leave the drawing. */
    private void drawLabel(double x, double y, Font font, String label) {
        if (label.isEmpty()) {
            return;
        }
        double half = TextWidth.of(label, font.size()) / 2;
        double centre = Math.clamp(x, half + 4, WIDTH - half - 4);
        svg.text(centre, y, Anchor.MIDDLE, font, label);
    }

    private void drawMarkerLines() {
        for (Marker marker : plot.markers) {
            double x = across(marker.x());
            svg.line(x, top - 4, x, bottom, Palette.AXIS, 1.25, "4 4");
        }
    }

    /** Writes the vertical axis' title and the markers' labels in one row, none over another. */
    private void drawHeadRow() {
        double taken = MARGIN;
        if (!plot.verticalTitle.isEmpty()) {
            svg.text(MARGIN, headRow, Anchor.START, AXIS_TITLE, plot.verticalTitle);
            taken += TextWidth.of(plot.verticalTitle, AXIS_TITLE.size()) + 16;
        }
        for (Marker marker : plot.markers) {
            double width = TextWidth.of(marker.label(), LABEL.size());
            double start = Math.max(taken, Math.min(across(marker.x()) - width / 2, WIDTH - MARGIN - width));
            if (WIDTH - MARGIN - start < LEAST_LABEL) {
                return;
            }
            svg.text(
                    start,
                    headRow,
                    Anchor.START,
                    LABEL,
                    TextWidth.fit(marker.label(), LABEL.size(), WIDTH - MARGIN - start));
            taken = start + width + 16;
        }
    }
}
