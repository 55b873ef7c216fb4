package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * A sequence {@code [channels, time, batch]} as the matrix whose product with a convolution's weights is the
 * convolution: row (tap, channel), column (step, batch item). Column step t of a tap reads the sequence at time
 * {@code (t · up + shift(tap)) / down}, and zero where that is no whole number or lies outside.
 */
final class PatchColumns implements ColumnSource {
    private final Span sequence;
    private final int channels;
    private final int times;
    private final int batch;
    private final int shift;
    private final int shiftPerTap;
    private final int up;
    private final int down;

    private PatchColumns(
            Span sequence, int channels, int times, int batch, int shift, int shiftPerTap, int up, int down) {
        this.sequence = sequence;
        this.channels = channels;
        this.times = times;
        this.batch = batch;
        this.shift = shift;
        this.shiftPerTap = shiftPerTap;
        this.up = up;
        this.down = down;
    }

    /** What a convolution reads of its input: at step t the times {@code t · stride − padding + tap · dilation}. */
    static PatchColumns ofInput(Span input, int channels, int times, int batch, int padding, int stride, int dilation) {
        return new PatchColumns(input, channels, times, batch, -padding, dilation, stride, 1);
    }

    /** What the input's gradient reads of the output's: at time t the steps whose tap read that time. */
    static PatchColumns ofOutput(
            Span gradient, int channels, int steps, int batch, int padding, int stride, int dilation) {
        return new PatchColumns(gradient, channels, steps, batch, padding, -dilation, 1, stride);
    }

    @Override
    public void pack(int row, int rows, int column, int columns, float[] panel, int panelAt) {
        int done = 0;
        while (done < rows) {
            int tap = (row + done) / channels;
            int channel = (row + done) % channels;
            int count = Math.min(rows - done, channels - channel);
            packTap(tap, channel, count, column, columns, panel, panelAt + done * Lanes.PANEL);
            done += count;
        }
    }

    @Override
    public void packRow(int row, int column, int columns, float[] packed, int packedAt) {
        int first = column + (shift + row / channels * shiftPerTap) * batch;
        boolean shifted = up == 1 && down == 1;
        int before = shifted ? Math.min(columns, Math.max(0, Lanes.panels(-first) * Lanes.PANEL)) : columns;
        int inside = Math.max(0, Math.min(columns, times * batch - first) - before);
        if (before + inside < columns) {
            inside -= inside % Lanes.PANEL;
        }
        ColumnSource.super.packRow(row, column, before, packed, packedAt);
        int start = sequence.at() + row % channels * times * batch + first + before;
        int at = packedAt + before / Lanes.PANEL * Lanes.QUAD;
        PanelRows.readRow(sequence.array(), start, inside, packed, at);
        at += inside / Lanes.PANEL * Lanes.QUAD;
        int done = before + inside;
        ColumnSource.super.packRow(row, column + done, columns - done, packed, at);
    }

    private void packTap(int tap, int channel, int count, int column, int columns, float[] panel, int panelAt) {
        int rowStride = times * batch;
        int base = sequence.at() + channel * rowStride;
        int offset = shift + tap * shiftPerTap;
        if (up == 1 && down == 1) {
            packShifted(base, rowStride, count, column + offset * batch, columns, panel, panelAt);
            return;
        }
        Arrays.fill(panel, panelAt, panelAt + count * Lanes.PANEL, 0f);
        int done = 0;
        while (done < columns) {
            int step = (column + done) / batch;
            int item = (column + done) % batch;
            int length = Math.min(columns - done, batch - item);
            int position = step * up + offset;
            int time = Math.floorDiv(position, down);
            if (time * down == position && time >= 0 && time < times) {
                copy(base + time * batch + item, rowStride, count, length, panel, panelAt + done);
            }
            done += length;
        }
    }

    /** Columns that lie side by side in the sequence, from {@code first} on, which may begin before it or end after. */
    private void packShifted(int base, int rowStride, int count, int first, int columns, float[] panel, int panelAt) {
        if (first >= 0 && first + columns <= rowStride) {
            PanelRows.read(sequence.array(), base + first, rowStride, count, columns, panel, panelAt);
            return;
        }
        Arrays.fill(panel, panelAt, panelAt + count * Lanes.PANEL, 0f);
        int from = Math.max(first, 0);
        int length = Math.min(first + columns, rowStride) - from;
        if (length > 0) {
            copy(base + from, rowStride, count, length, panel, panelAt + from - first);
        }
    }

    private void copy(int from, int rowStride, int count, int length, float[] panel, int to) {
        for (int row = 0; row < count; row++) {
            System.arraycopy(sequence.array(), from + row * rowStride, panel, to + row * Lanes.PANEL, length);
        }
    }
}
