package io.tidecast.models.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinePlotTest {
    private static double[] waves(int points) {
        return IntStream.range(0, points).mapToDouble(i -> Math.sin(i * 0.1)).toArray();
    }

    private static Curve curve(String name, int points) {
        return new Curve(name, Points.counted(0, waves(points)), Curve.Style.line(Palette.BLUE));
    }

    @Test
    void showsTitlesLegendAndLabels() {
        Drawing drawing = Drawing.of(LinePlot.titled("Rail & <bus> \"boardings\"\u0007")
                .subtitle("a day")
                .horizontal(AxisKind.WHOLE_NUMBERS, "step")
                .vertical(AxisKind.NUMBERS, "riders")
                .curve(curve("rail", 50))
                .band(new Band("10 to 90 %", Points.counted(0, -1, -1), Points.counted(0, 1, 1), Palette.SKY))
                .marker(new Marker(25, "here"))
                .build()
                .svg());
        List<String> texts = drawing.texts();
        for (String text :
                List.of("Rail & <bus> \"boardings\"?", "a day", "step", "riders", "rail", "10 to 90 %", "here")) {
            assertTrue(texts.contains(text), () -> text + " in " + texts);
        }
        drawing.assertLegible();
    }

    @Test
    void nothingIsCutOffOrOverlaps() {
        LinePlot.Builder crowded = LinePlot.titled("A title that is longer than any drawing is wide ".repeat(5))
                .subtitle("a subtitle likewise ".repeat(20))
                .horizontal(AxisKind.TIMES, "time")
                .vertical(AxisKind.NUMBERS, "a vertical title of some length, in units nobody ever heard of");
        for (int i = 0; i < 9; i++) {
            crowded.curve(curve("series number " + i, 40 + i));
        }
        crowded.curve(curve("one with a name that alone would fill more than a whole row of the legend ".repeat(3), 3));
        for (int i = 0; i < 12; i++) {
            crowded.marker(new Marker(i * 4, "marker " + i));
        }
        Drawing.of(crowded.build().svg()).assertLegible();
        for (double size : new double[] {1e-12, 1e-3, 1, 1e5, 1e8, 1e12, 1e30}) {
            double[] heights =
                    IntStream.range(0, 30).mapToDouble(i -> size * (i - 7.3)).toArray();
            for (AxisKind kind : List.of(AxisKind.NUMBERS, AxisKind.WHOLE_NUMBERS, AxisKind.TIMES)) {
                double[] places = IntStream.range(0, 30)
                        .mapToDouble(i -> Math.min(size, 1e10) * i)
                        .toArray();
                Drawing.of(LinePlot.titled("t")
                                .horizontal(kind, "")
                                .curve(new Curve("c", Points.at(places, heights), Curve.Style.line(Palette.GREEN)))
                                .build()
                                .svg())
                        .assertLegible();
            }
        }
    }

    @Test
    void missingHeightsBreakTheLine() {
        double[] heights = waves(20);
        heights[5] = Double.NaN;
        heights[12] = Double.POSITIVE_INFINITY;
        heights[14] = Double.NaN;
        Drawing drawing = Drawing.of(LinePlot.titled("t")
                .curve(new Curve("c", Points.counted(0, heights), Curve.Style.line(Palette.BLUE)))
                .build()
                .svg());
        assertEquals(
                List.of(5, 6, 5),
                drawing.lines().stream().map(line -> line.length).toList());
        assertEquals(1, drawing.count("circle"), "the point that stands alone between two gaps");
    }

    @Test
    void heightsThatHaveNoRatioBreakTheLine() {
        Drawing drawing = Drawing.of(LinePlot.titled("t")
                .vertical(AxisKind.RATIOS, "loss")
                .curve(new Curve(
                        "c", Points.counted(0, new double[] {10, 1, 0, 0.1, 0.01}), Curve.Style.line(Palette.BLUE)))
                .build()
                .svg());
        assertEquals(
                List.of(2, 2), drawing.lines().stream().map(line -> line.length).toList());
    }

    @Test
    void thinningKeepsTheExtremes() {
        int points = 200_000;
        double[] heights = waves(points);
        heights[77_777] = 40;
        heights[150_001] = -30;
        String svg = LinePlot.titled("t")
                .curve(new Curve("c", Points.counted(0, heights), Curve.Style.line(Palette.BLUE)))
                .build()
                .svg();
        assertTrue(svg.length() < 200_000, () -> "characters: " + svg.length());
        double[] downs = Drawing.of(svg).lines().stream()
                .flatMap(Stream::of)
                .mapToDouble(point -> point[1])
                .toArray();
        double[][] few = Drawing.of(LinePlot.titled("t")
                        .curve(new Curve(
                                "c", Points.counted(0, new double[] {40, -30, 1}), Curve.Style.line(Palette.BLUE)))
                        .build()
                        .svg())
                .lines()
                .getFirst();
        assertEquals(few[0][1], DoubleStream.of(downs).min().orElseThrow());
        assertEquals(few[1][1], DoubleStream.of(downs).max().orElseThrow());
    }

    @Test
    void drawsNothingAtAll() {
        Drawing.of(LinePlot.titled("").build().svg()).assertLegible();
        Drawing.of(LinePlot.titled("")
                        .horizontal(AxisKind.TIMES, "")
                        .vertical(AxisKind.RATIOS, "")
                        .curve(new Curve("c", Points.counted(1), Curve.Style.line(Palette.BLUE)))
                        .build()
                        .svg())
                .assertLegible();
    }

    @Test
    void isTheSameInEveryLocale() {
        LinePlot.Builder plot = LinePlot.titled("t")
                .horizontal(AxisKind.TIMES, "")
                .curve(new Curve("c", Points.counted(0, waves(50)), Curve.Style.line(Palette.BLUE)));
        String here = plot.build().svg();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals(here, plot.build().svg());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesPlacesWithoutHeights() {
        assertThrows(IllegalArgumentException.class, () -> Points.at(new double[2], waves(3)));
        Points three = Points.counted(0, waves(3));
        Points other = Points.counted(1, waves(3));
        assertThrows(IllegalArgumentException.class, () -> new Band("b", three, other, Palette.BLUE));
    }
}
