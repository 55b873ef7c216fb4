package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * A sequence {@code [channels, time, batch]} as the matrix whose product with the weights of a convolution with a stride
 * is the convolution: row (tap, channel), column (step, batch item). Column step t of a tap reads the sequence at time
 * {@code (t · up + shift(tap)) / down}, and zero where that is no whole number or lies outside. Without a stride these
 * are {@link ShiftedRows}.
 */
final class PatchColumns implements ColumnSource {
    private final Span sequence;
    private final int channels;
    private final int times;
    private final int batch;
    private final int stride;
    private final int shift;
    private final int shiftPerTap;
    private final int up;
    private final int down;

    private PatchColumns(
            Span sequence,
            int channels,
            int times,
            int batch,
            int stride,
            int shift,
            int shiftPerTap,
            int up,
            int down) {
        this.sequence = sequence;
        this.channels = channels;
        this.times = times;
        this.batch = batch;
        this.stride = stride;
        this.shift = shift;
        this.shiftPerTap = shiftPerTap;
        this.up = up;
        this.down = down;
    }

    /** What a convolution reads of its input: at step t the times {@code t · stride − padding + tap · dilation}. */
    static PatchColumns ofInput(Span input, Convolution.Form form) {
        return new PatchColumns(
                input,
                form.channels(),
                form.times(),
                form.batch(),
                form.times() * form.batch(),
                -form.padding(),
                form.dilation(),
                form.stride(),
                1);
    }

    /**
     * What the input's gradient reads of the output's: at time t the steps whose tap read that time.
     *
     * @param stride distance between the gradient's rows
     */
    static PatchColumns ofOutput(Span gradient, int stride, Convolution.Form form) {
        return new PatchColumns(
                gradient,
                form.filters(),
                form.steps(),
                form.batch(),
                stride,
                form.padding(),
                -form.dilation(),
                1,
                form.stride());
    }

    @Override
    public void pack(int row, int rows, int column, int columns, float[] panel, int panelAt) {
        Arrays.fill(panel, panelAt, panelAt + rows * Lanes.PANEL, 0f);
        int done = 0;
        while (done < rows) {
            int channel = (row + done) % channels;
            int count = Math.min(rows - done, channels - channel);
            copy(row + done, count, column, columns, panel, panelAt + done * Lanes.PANEL);
            done += count;
        }
    }

    @Override
    public void copyRow(int row, int column, int columns, float[] target, int targetAt) {
        Arrays.fill(target, targetAt, targetAt + columns, 0f);
        copy(row, 1, column, columns, target, targetAt);
    }

    /** Copies what there is of some rows of one tap. */
    private void copy(int row, int rows, int column, int columns, float[] target, int targetAt) {
        int offset = shift + row / channels * shiftPerTap;
        int base = sequence.at() + row % channels * stride;
        int done = 0;
        while (done < columns) {
            int step = (column + done) / batch;
            int item = (column + done) % batch;
            int length = Math.min(columns - done, batch - item);
            int position = step * up + offset;
            int time = Math.floorDiv(position, down);
            if (time * down == position && time >= 0 && time < times) {
                int from = base + time * batch + item;
                for (int r = 0; r < rows; r++) {
                    int to = targetAt + r * Lanes.PANEL + done;
                    System.arraycopy(sequence.array(), from + r * stride, target, to, length);
                }
            }
            done += length;
        }
    }
}
