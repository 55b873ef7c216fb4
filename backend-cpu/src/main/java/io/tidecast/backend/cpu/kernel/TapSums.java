package io.tidecast.backend.cpu.kernel;

/**
 * The sums of products of what a convolution's taps read of a sequence in panels with the gradients by its sums, turned
 * over: the gradient by the kernel. A tap whose columns begin within a panel reads the ends and the beginnings of panels
 * one after the other, as they lie.
 */
final class TapSums {
    private final ColumnProducts products;
    private final PanelStore store;
    private final int taps;
    private final int step;

    /**
     * Describes the sums.
     *
     * @param step how many columns the last tap but one reads further on than the last, which reads its own
     * @param filters how many rows the gradients have
     */
    TapSums(PanelStore store, int taps, int step, int filters) {
        products = new ColumnProducts(store.rows(), filters);
        this.store = store;
        this.taps = taps;
        this.step = step;
    }

    /** Returns how many floats the sums take. */
    int size() {
        return taps * products.size();
    }

    /**
     * Adds some panels.
     *
     * @param stacks the turned gradients, {@code stackStride} floats from stack to stack
     */
    void add(int panel, int panels, float[] stacks, int stacksAt, int stackStride, float[] sums, int sumsAt) {
        for (int tap = 0; tap < taps; tap++) {
            int offset = (taps - 1 - tap) * step;
            int from = panel + Math.floorDiv(offset, Lanes.PANEL);
            int shift = Math.floorMod(offset, Lanes.PANEL);
            int to = sumsAt + tap * products.size();
            add(from, panels, shift, Lanes.PANEL - shift, stacks, stacksAt, stackStride, sums, to);
            if (shift > 0) {
                int rest = stacksAt + (Lanes.PANEL - shift) * Lanes.PANEL;
                add(from + 1, panels, 0, shift, stacks, rest, stackStride, sums, to);
            }
        }
    }

    private void add(
            int first,
            int panels,
            int column,
            int columns,
            float[] stacks,
            int at,
            int stackStride,
            float[] sums,
            int to) {
        int done = 0;
        while (done < panels) {
            int panel = first + done;
            int run = 1;
            if (store.has(panel)) {
                run = store.run(panel, panels - done);
                int left = store.place(panel) + column;
                int right = at + done * Lanes.PANEL * Lanes.PANEL;
                products.add(
                        run, columns, store.array(panel), left, store.stride(), stacks, right, stackStride, sums, to);
            }
            done += run;
        }
    }

    /**
     * Joins the sums of one row of the kernel, as {@link ColumnProducts#write}.
     *
     * @param row of all taps' rows
     */
    void write(float[] sums, int at, int groups, int groupStride, int row, float[] out, int outAt, int work) {
        int tap = row / store.rows();
        int tapAt = at + tap * products.size();
        int target = outAt + tap * store.rows() * products.rightRows();
        products.write(sums, tapAt, groups, groupStride, row % store.rows(), out, target, work);
    }
}
