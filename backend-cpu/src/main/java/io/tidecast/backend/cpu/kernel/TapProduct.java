package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The product of a packed kernel with what the taps of a dilated convolution read of a sequence in panels: where it lies,
 * if each tap's columns begin with a panel, or else gathered into a patch. Panels that read the same are taken in pairs
 * where that saves multiplications.
 */
final class TapProduct {
    private final RowPanels rows;
    private final PanelStore store;
    private final int taps;
    private final int step;
    private final @Nullable TapPairs pairs;

    /**
     * Describes the product.
     *
     * @param rows the kernel, with the steps of one tap after those of the other
     * @param step how many columns the last tap but one reads further on than the last, which reads its own
     */
    TapProduct(RowPanels rows, PanelStore store, int taps, int step, Scratch memory) {
        this.rows = rows;
        this.store = store;
        this.taps = taps;
        this.step = step;
        pairs = TapPairs.suit(taps, step, store.rows()) ? new TapPairs(rows, store, step, memory) : null;
    }

    /** Returns in which order panels are best taken. */
    PanelOrder order() {
        return new PanelOrder(pairs == null ? 0 : pairs.distance());
    }

    /** Takes over the packed kernel. */
    void prepare(float[] packed, int packedAt) {
        if (pairs != null) {
            pairs.prepare(packed, packedAt);
        }
    }

    /** Returns how many floats a product with some packed kernel works in. */
    static int work(RowPanels rows) {
        return Math.max(rows.depth() * Lanes.PANEL, TapPairs.work());
    }

    private int offset(int tap) {
        return (taps - 1 - tap) * step;
    }

    private int source(int panel, int tap) {
        return panel + Math.floorDiv(offset(tap), Lanes.PANEL);
    }

    /** Returns the first tap from which on all read panels that are there. */
    private int firstInside(int panel) {
        int tap = taps - 1;
        while (tap > 0 && store.has(source(panel, tap - 1))) {
            tap--;
        }
        return tap;
    }

    private int sectionStride(int panel, int tap) {
        return tap + 1 == taps ? 0 : store.place(source(panel, tap + 1)) - store.place(source(panel, tap));
    }

    private boolean isInPlace(int panel, int first) {
        if (step % Lanes.PANEL != 0) {
            return false;
        }
        int stride = sectionStride(panel, first);
        for (int tap = first; tap + 1 < taps; tap++) {
            boolean isTogether = store.areTogether(source(panel, tap), source(panel, tap + 1));
            if (!isTogether || sectionStride(panel, tap) != stride) {
                return false;
            }
        }
        return true;
    }

    /**
     * Multiplies with a panel of columns and its partner in the order.
     *
     * @param work {@link #work} floats
     * @param out receives all rows of the panel's product, missing ones included, and at {@code partnerAt} those of the
     *     partner's
     */
    void multiplyBoth(
            int panel,
            float[] packed,
            int packedAt,
            float[] start,
            int startAt,
            float[] work,
            int workAt,
            float[] out,
            int outAt,
            int partnerAt) {
        if (pairs == null) {
            throw new IllegalStateException("the panels have no partners");
        }
        if (pairs.isThere(panel)) {
            pairs.multiply(panel, packed, packedAt, start, startAt, work, workAt, out, outAt, partnerAt);
        } else {
            multiply(panel, packed, packedAt, start, startAt, work, workAt, out, outAt);
            int partner = panel + pairs.distance();
            multiply(partner, packed, packedAt, start, startAt, work, workAt, out, partnerAt);
        }
    }

    /**
     * Multiplies with one panel of columns.
     *
     * @param patch {@link #work} floats
     * @param out receives all rows, missing ones included
     */
    void multiply(
            int panel,
            float[] packed,
            int packedAt,
            float[] start,
            int startAt,
            float[] patch,
            int patchAt,
            float[] out,
            int outAt) {
        int first = firstInside(panel);
        int steps = store.rows();
        if (isInPlace(panel, first)) {
            int from = source(panel, first);
            int stride = sectionStride(panel, first);
            float[] columns = store.array(from);
            int place = store.place(from);
            rows.multiplyAll(
                    packed,
                    packedAt,
                    first * steps,
                    taps - first,
                    steps,
                    columns,
                    place,
                    stride,
                    start,
                    startAt,
                    out,
                    outAt);
            return;
        }
        for (int tap = 0; tap < taps; tap++) {
            gather(panel, tap, patch, patchAt + tap * steps * Lanes.PANEL);
        }
        rows.multiplyAll(packed, packedAt, patch, patchAt, start, startAt, out, outAt);
    }

    private void gather(int panel, int tap, float[] patch, int to) {
        int from = source(panel, tap);
        int shift = Math.floorMod(offset(tap), Lanes.PANEL);
        int count = store.rows() * Lanes.PANEL;
        if (store.has(from) && (shift == 0 || store.has(from + 1))) {
            if (shift == 0) {
                System.arraycopy(store.array(from), store.place(from), patch, to, count);
            } else {
                ShiftedPanels.copy(
                        store.array(from),
                        store.place(from),
                        store.array(from + 1),
                        store.place(from + 1),
                        store.rows(),
                        shift,
                        patch,
                        to);
            }
            return;
        }
        Arrays.fill(patch, to, to + count, 0f);
        if (store.has(from)) {
            copyColumns(from, shift, Lanes.PANEL - shift, patch, to);
        } else if (shift > 0 && store.has(from + 1)) {
            copyColumns(from + 1, 0, shift, patch, to + Lanes.PANEL - shift);
        }
    }

    private void copyColumns(int panel, int column, int count, float[] patch, int to) {
        int at = store.place(panel) + column;
        for (int row = 0; row < store.rows(); row++) {
            System.arraycopy(store.array(panel), at + row * Lanes.PANEL, patch, to + row * Lanes.PANEL, count);
        }
    }
}
