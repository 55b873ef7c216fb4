package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/**
 * A matrix whose rows lie in memory: sections of equally many rows, where each section is the same rows seen from
 * another column on, and zero where they have not begun or have ended. So lie the patches of a dilated convolution.
 */
final class ShiftedRows implements ColumnSource {
    /** Rows that are a multiple of so many floats apart share one set of the first cache. */
    private static final int SET_PERIOD = 1024;

    private static final int WAYS = 8;

    private final float[] array;
    private final int stride;
    private final int length;
    private final int rows;
    private final int sections;
    private final int shift;
    private final int shiftPerSection;
    private int at;

    /**
     * Describes the matrix.
     *
     * @param memory where the first row's column 0 lies
     * @param stride distance between the rows in memory
     * @param length how many columns the rows have in memory
     * @param rows how many rows a section has
     * @param shift the column of the rows in memory that is column 0 of the first section
     * @param shiftPerSection how much further on this column is in each next section
     */
    ShiftedRows(Span memory, int stride, int length, int rows, int sections, int shift, int shiftPerSection) {
        this.array = memory.array();
        this.at = memory.at();
        this.stride = stride;
        this.length = length;
        this.rows = rows;
        this.sections = sections;
        this.shift = shift;
        this.shiftPerSection = shiftPerSection;
    }

    /** Returns a matrix as it lies in memory. */
    static ShiftedRows plain(Span memory, int rows, int columns, int stride) {
        return new ShiftedRows(memory, stride, columns, rows, 1, 0, 0);
    }

    /** Returns what a convolution without a stride reads of its input: sections of channels, one for each tap. */
    static ShiftedRows ofInput(Span input, Convolution.Form form) {
        return ofInput(input, form.times() * form.batch(), form);
    }

    /** Returns the same of an input whose rows lie {@code stride} floats apart. */
    static ShiftedRows ofInput(Span input, int stride, Convolution.Form form) {
        int batch = form.batch();
        int length = form.times() * batch;
        int shift = -form.padding() * batch;
        return new ShiftedRows(input, stride, length, form.channels(), form.taps(), shift, form.dilation() * batch);
    }

    /** Returns what the input's gradient of such a convolution reads of the output's: sections of filters. */
    static ShiftedRows ofOutput(Span gradient, int stride, Convolution.Form form) {
        int shift = form.padding() * form.batch();
        int perTap = -form.dilation() * form.batch();
        return new ShiftedRows(gradient, stride, form.columns(), form.filters(), form.taps(), shift, perTap);
    }

    /** Lets the first row's column 0 lie somewhere else in the same memory, or before it where nobody reads it. */
    void moveTo(int index) {
        at = index;
    }

    float[] array() {
        return array;
    }

    int stride() {
        return stride;
    }

    /** Returns how many rows a section has. */
    int rows() {
        return rows;
    }

    int sections() {
        return sections;
    }

    int shiftPerSection() {
        return shiftPerSection;
    }

    /** Returns where a column of a section's first row lies. */
    int place(int section, int column) {
        return at + shift + section * shiftPerSection + column;
    }

    /** Returns the first column that a section's rows have reached. */
    int begin(int section) {
        return -shift - section * shiftPerSection;
    }

    /** Returns the column at which a section's rows have ended. */
    int end(int section) {
        return length + begin(section);
    }

    /** Returns whether the rows of a section lie in different sets of the cache, so that few drive out each other. */
    boolean isSpread() {
        return isSpread(rows, stride);
    }

    /** Returns whether so many rows lie in different sets of the cache that are so many floats apart. */
    static boolean isSpread(int rows, int stride) {
        int apart = stride & -stride;
        return rows * Math.min(apart, SET_PERIOD) <= WAYS * SET_PERIOD;
    }

    /** Returns the first section that has all columns of the panel from {@code column} on, or 0 if none has. */
    int firstInside(int column) {
        for (int section = 0; section < sections; section++) {
            if (isInside(section, column)) {
                return section;
            }
        }
        return 0;
    }

    /**
     * Returns how many sections have all columns of the panel from {@code column} on, which follow one another, or −1 if
     * a section has some of them only.
     */
    int countInside(int column) {
        int count = 0;
        for (int section = 0; section < sections; section++) {
            if (isInside(section, column)) {
                count++;
            } else if (column + Lanes.PANEL > begin(section) && column < end(section)) {
                return -1;
            }
        }
        return count;
    }

    /** Returns whether a section has all columns of the panel from {@code column} on. */
    boolean isInside(int section, int column) {
        return column >= begin(section) && column + Lanes.PANEL <= end(section);
    }

    @Override
    public void pack(int row, int count, int column, int columns, float[] panel, int panelAt) {
        int done = 0;
        while (done < count) {
            int section = (row + done) / rows;
            int first = (row + done) % rows;
            int together = Math.min(count - done, rows - first);
            packSection(section, first, together, column, columns, panel, panelAt + done * Lanes.PANEL);
            done += together;
        }
    }

    private void packSection(int section, int first, int count, int column, int columns, float[] panel, int panelAt) {
        int from = Math.clamp(begin(section), column, column + columns);
        int to = Math.clamp(end(section), from, column + columns);
        int place = place(section, from) + first * stride;
        if (from == column && from < to) {
            PanelRows.read(array, place, stride, count, to - from, panel, panelAt);
            return;
        }
        Arrays.fill(panel, panelAt, panelAt + count * Lanes.PANEL, 0f);
        for (int row = 0; row < count && from < to; row++) {
            int target = panelAt + row * Lanes.PANEL + from - column;
            System.arraycopy(array, place + row * stride, panel, target, to - from);
        }
    }

    @Override
    public void copyRow(int row, int column, int columns, float[] target, int targetAt) {
        int section = row / rows;
        int from = Math.clamp(begin(section), column, column + columns);
        int to = Math.clamp(end(section), from, column + columns);
        int start = targetAt - column;
        Arrays.fill(target, targetAt, start + from, 0f);
        if (from < to) {
            System.arraycopy(array, place(section, from) + row % rows * stride, target, start + from, to - from);
        }
        Arrays.fill(target, start + to, targetAt + columns, 0f);
    }
}
