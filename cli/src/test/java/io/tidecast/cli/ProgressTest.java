package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long MILLISECOND = 1_000_000;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long now = -5_000 * MILLISECOND;

    private Progress progress(boolean live, int firstEpoch, int epochs, int steps) {
        PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Progress(err, live, 80, () -> now, "conv-gru", firstEpoch, epochs, steps);
    }

    private void train(Progress progress, int from, int to, int steps, long millisecondsPerStep, double validation) {
        for (int epoch = from; epoch <= to; epoch++) {
            for (int step = 1; step <= steps; step++) {
                now += millisecondsPerStep * MILLISECOND;
                progress.step(epoch, step, 1.0 / epoch);
            }
            progress.epoch(epoch, 1.0 / epoch, validation / epoch);
        }
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsEachEpochOnALineOfItsOwn() {
        try (Progress progress = progress(false, 1, 3, 10)) {
            train(progress, 1, 3, 10, 100, 2);
        }
        assertEquals("""
                conv-gru: epoch 1/3, loss 1.000, validation 2.000, 1.0 s, 2.0 s left
                conv-gru: epoch 2/3, loss 0.5000, validation 1.000, 1.0 s, 1.0 s left
                conv-gru: epoch 3/3, loss 0.3333, validation 0.6667, 1.0 s
                conv-gru: 3 epochs in 3.0 s
                """, text());
    }

    @Test
    void saysNothingOfAValidationThatIsNot() {
        try (Progress progress = progress(false, 1, 1, 1)) {
            train(progress, 1, 1, 1, 20, Double.NaN);
        }
        assertEquals("conv-gru: epoch 1/1, loss 1.000, 0.02 s\nconv-gru: 1 epoch in 0.02 s\n", text());
    }

    @Test
    void forgetsASlowStart() {
        try (Progress progress = progress(false, 1, 4, 10)) {
            train(progress, 1, 1, 10, 1000, Double.NaN);
            train(progress, 2, 3, 10, 10, Double.NaN);
        }
        List<String> lines = text().lines().toList();
        assertTrue(lines.get(0).endsWith(", 30.0 s left"), lines.get(0));
        assertTrue(lines.get(1).endsWith(", 10.1 s left"), lines.get(1));
        assertTrue(lines.get(2).endsWith(", 0.10 s left"), lines.get(2));
    }

    @Test
    void reckonsAResumedTrainingByItsOwnPace() {
        try (Progress progress = progress(false, 18, 20, 10)) {
            train(progress, 18, 18, 10, 100, Double.NaN);
        }
        assertEquals("conv-gru: epoch 18/20, loss 0.05556, 1.0 s, 2.0 s left\nconv-gru: 1 epoch in 1.0 s\n", text());
    }

    @Test
    void drawsOneLineOverAndOverOnATerminal() {
        try (Progress progress = progress(true, 1, 2, 10)) {
            train(progress, 1, 2, 10, 100, 2);
        }
        assertEquals(1, text().chars().filter(c -> c == '\n').count());
        String[] drawings = text().split("\r\u001b\\[K", -1);
        assertEquals("", drawings[0]);
        assertEquals("conv-gru  epoch 1/2  [            ]  loss 1.000  1.9 s left\r", drawings[1]);
        assertEquals("conv-gru: 2 epochs in 2.0 s\n", drawings[drawings.length - 1]);
        assertTrue(
                text().contains("conv-gru  epoch 2/2  [============]  loss 0.5000  validation 1.000  0.00 s left\r"),
                this::text);
    }

    @Test
    void drawsNoMoreThanTenTimesASecond() {
        try (Progress progress = progress(true, 1, 1, 5000)) {
            train(progress, 1, 1, 5000, 1, Double.NaN);
        }
        long drawings = text().split("\r\u001b\\[K", -1).length;
        assertTrue(drawings >= 50 && drawings <= 53, () -> "drawings: " + drawings);
    }

    @Test
    void staysWithinTheLine() {
        PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (Progress progress = new Progress(err, true, 40, () -> now, "a label that is long", 1, 9, 9)) {
            train(progress, 1, 9, 9, 100, 1);
        }
        for (String drawing : text().split("\r\u001b\\[K", -1)) {
            assertTrue(drawing.strip().length() < 40, drawing);
        }
    }

    @Test
    void aMessageTakesThePlaceOfTheDrawnLine() {
        PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
        new Console(err, err, new Console.Style(false, true)).say("the last good weights are kept");
        assertEquals("\r\u001b[Ktidecast: the last good weights are kept\n", text());
    }
}
