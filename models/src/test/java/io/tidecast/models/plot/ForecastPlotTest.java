package io.tidecast.models.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.plot.ForecastPlot.Named;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastPlotTest {
    private static Points days(int from, int to, double level) {
        LocalDate start = LocalDate.of(2019, 1, 1);
        return Points.at(
                IntStream.range(from, to)
                        .mapToDouble(
                                day -> TimeScale.seconds(start.plusDays(day).atStartOfDay()))
                        .toArray(),
                IntStream.range(from, to)
                        .mapToDouble(day -> level * (day % 7 < 5 ? 2 : 1))
                        .toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 14, 48, 365})
    void showsAllFourBesideEachOther(int horizon) {
        Points forecast = days(1000, 1000 + horizon, 390_000);
        Drawing drawing = Drawing.of(new ForecastPlot(
                        "rail",
                        "wavenet",
                        AxisKind.TIMES,
                        "",
                        "riders a day",
                        days(0, 1000, 400_000),
                        forecast,
                        Optional.of(days(1000, 1000 + horizon, 395_000)),
                        Optional.of(new Named("weekly naive", days(1000, 1000 + horizon, 380_000))),
                        Optional.of(new Band("10 % to 90 %", forecast, forecast, Palette.BLUE)))
                .svg());
        drawing.assertLegible();
        assertTrue(
                drawing.texts()
                        .containsAll(List.of(
                                "history",
                                "what came true",
                                "weekly naive",
                                "forecast",
                                "10 % to 90 %",
                                "forecast from here")),
                () -> drawing.texts().toString());
        assertEquals(Math.clamp(horizon * 3L, 40, 1000), drawing.lines().getFirst().length, "points of history");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Drawing drawing = Drawing.of(new ForecastPlot(
                        "rail",
                        "",
                        AxisKind.TIMES,
                        "",
                        "",
                        days(0, 10, 1),
                        days(10, 12, 1),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .svg());
        assertFalse(drawing.texts().contains("what came true"));
        assertEquals(2, drawing.lines().size());
        assertEquals(0, drawing.count("polygon"));
    }

    @Test
    void marksWhereTheForecastBegins() {
        Drawing drawing = Drawing.of(new ForecastPlot(
                        "t",
                        "",
                        AxisKind.WHOLE_NUMBERS,
                        "",
                        "",
                        Points.at(new double[] {0, 1, 2}, new double[] {1, 2, 3}),
                        Points.at(new double[] {3, 4}, new double[] {4, 5}),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .svg());
        double[][] history = drawing.lines().getFirst();
        double[][] forecast = drawing.lines().getLast();
        double between = (history[2][0] + forecast[0][0]) / 2;
        Drawing.Label label = drawing.labels().stream()
                .filter(candidate -> candidate.text().equals("forecast from here"))
                .findFirst()
                .orElseThrow();
        assertEquals(between, (label.left() + label.right()) / 2, 0.01);
    }
}
