package io.tidecast.models.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingCurvePlotTest {
    private static double[] falling(int epochs, double from, double rate, double floor) {
        return IntStream.range(0, epochs)
                .mapToDouble(epoch -> floor + from * Math.exp(-rate * epoch))
                .toArray();
    }

    private static Drawing draw(double[] training, double[] validation, int best) {
        Drawing drawing = Drawing.of(new TrainingCurvePlot(
                        "conv-gru",
                        "20 epochs",
                        "loss",
                        Points.counted(1, training),
                        Points.counted(1, validation),
                        best)
                .svg());
        drawing.assertLegible();
        return drawing;
    }

    @Test
    void namesTheBestEpochAndItsLoss() {
        double[] validation = falling(20, 0.2, 0.5, 0.018);
        validation[12] = 0.0173912;
        Drawing drawing = draw(falling(20, 0.2, 0.4, 0.017), validation, 13);
        assertTrue(
                drawing.texts().contains("best: epoch 13, 0.01739"),
                () -> drawing.texts().toString());
        assertTrue(drawing.texts().contains("loss, logarithmic"));
        assertEquals(2, drawing.lines().size());
    }

    @Test
    void isEvenWhereLossesAreClose() {
        Drawing drawing = draw(falling(200, 20_000, 0.02, 30_000), falling(200, 20_000, 0.02, 31_000), 200);
        assertTrue(drawing.texts().contains("loss"));
        assertTrue(drawing.texts().contains("50,000"), () -> drawing.texts().toString());
    }

    @Test
    void goesOnWithoutValidationOrFiniteLosses() {
        Drawing drawing = draw(new double[] {0.5, 0.4, Double.NaN}, new double[0], 2);
        assertTrue(
                drawing.texts().contains("best: epoch 2, 0.4000"),
                () -> drawing.texts().toString());
        assertEquals(1, drawing.lines().size());
        assertEquals(0, draw(new double[0], new double[0], 0).lines().size());
        assertEquals(2, draw(new double[] {0.5}, new double[] {0.6}, 1).count("circle") - 2, "besides the legend's");
        assertEquals(
                0, draw(new double[] {Double.NaN}, new double[0], 1).lines().size());
    }
}
