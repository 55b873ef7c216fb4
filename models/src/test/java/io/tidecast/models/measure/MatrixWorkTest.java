package io.tidecast.models.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Counts held against those that follow from the networks' layers by hand. */
class MatrixWorkTest {
    private static final int HORIZON = 10;

    private static Task task(String name) {
        return Tasks.named(name).orElseThrow();
    }

    @Test
    void convGruForward() {
        long positions = 24 * 32;
        long convolution = 2 * 4 * 20;
        long gru = 2 * 20 * 60 + 2 * 20 * 60;
        long dense = 2 * 20 * HORIZON;
        assertEquals(
                positions * (convolution + 2 * gru + dense),
                task("conv-gru-inference").operations());
    }

    @Test
    void convGruTraining() {
        long positions = 24 * 32;
        long convolution = 2 * 4 * 20;
        long others = 2 * (2 * 20 * 60 + 2 * 20 * 60) + 2 * 20 * HORIZON;
        assertEquals(
                positions * (2 * convolution + 3 * others), task("conv-gru").operations());
    }

    @Test
    void waveNetTraining() {
        long positions = 50 * 32;
        long first = 2 * 2 * 20;
        long others = 7 * (2 * 2 * 20 * 20) + 2 * 20 * HORIZON;
        assertEquals(positions * (2 * first + 3 * others), task("wavenet").operations());
    }

    @Test
    void gatedWaveNetTraining() {
        long positions = 4 * 4096;
        long gates = 10 * (2 * 2 * 64 * 128);
        long residuals = 9 * (2 * 64 * 64);
        long skips = 2 * 640 * 128;
        long head = 2 * 128 * 128 + 2 * 128 * 256;
        assertEquals(
                3 * positions * (gates + residuals + skips + head),
                task("gated-wavenet").operations());
    }

    @Test
    void countsGrowWithTheBatchAndTheLength() {
        assertEquals(
                8 * task("conv-gru").operations(), task("conv-gru-batch-256").operations());
        assertEquals(20 * task("wavenet").operations(), task("wavenet-long").operations());
        List<Task> tasks = Tasks.all();
        LongStream counts = tasks.stream().mapToLong(Task::operations);
        assertEquals(tasks.size(), counts.filter(count -> count > 0).count());
    }
}
