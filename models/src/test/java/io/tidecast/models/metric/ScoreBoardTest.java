package io.tidecast.models.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.time.Timeline;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreBoardTest {
    @Test
    void meansAreThoseOfTheDefinitions() {
        ScoreBoard board = new ScoreBoard();
        board.add(3, 1, 4);
        board.add(-2, -2, 4);
        board.add(0, 0, 4);
        board.add(5, Double.NaN, 4);
        Scores scores = board.scores();
        assertEquals(3, scores.count());
        assertEquals(4.0 / 3, scores.mse(), 1e-15);
        assertEquals(2.0 / 3, scores.mae(), 1e-15);
        assertEquals(200 * 2.0 / 4 / 3, scores.smape(), 1e-12);
        assertEquals(0.5 / 3, scores.mase().orElseThrow(), 1e-15);
        assertEquals(Set.of("mse", "mae", "smape", "mase"), scores.toMap().keySet());
    }

    @Test
    void maseIsAbsentWhereAScaleIsZeroOrUnknown() {
        for (double scale : new double[] {0, Double.NaN}) {
            ScoreBoard board = new ScoreBoard();
            board.add(3, 1, 4);
            board.add(3, 1, scale);
            assertEquals(OptionalDouble.empty(), board.scores().mase());
            assertEquals(Set.of("mse", "mae", "smape"), board.scores().toMap().keySet());
        }
    }

    @Test
    void nothingComparedIsNothingSaid() {
        assertTrue(new ScoreBoard().scores().toMap().isEmpty());
    }

    @Test
    void theSeasonalScaleIsTheSeasonalNaivesErrorInThePast() {
        double[] values = {1, 5, 2, 8, Double.NaN, 100, 100};
        Series series = new Series("", Timeline.ofRows(), new double[][] {values}, values.length);
        assertEquals((1.0 + 3.0) / 2, SeasonalScale.of(series, 0, 0, 5, 2), 1e-15);
        assertEquals((4.0 + 3.0 + 6.0) / 3, SeasonalScale.of(series, 0, 0, 5, 1), 1e-15);
        assertTrue(Double.isNaN(SeasonalScale.of(series, 0, 0, 2, 2)));
    }
}
