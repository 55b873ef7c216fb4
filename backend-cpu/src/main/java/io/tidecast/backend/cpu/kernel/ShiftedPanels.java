package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Copies what lies across two neighbouring panels into one. */
final class ShiftedPanels {
    private static final VectorMask<Float>[] FIRST = first();

    private ShiftedPanels() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorMask<Float>[] first() {
        VectorMask<Float>[] masks = new VectorMask[Lanes.COUNT + 1];
        for (int count = 0; count <= Lanes.COUNT; count++) {
            masks[count] = VectorMask.fromLong(Lanes.FLOATS, (1L << count) - 1);
        }
        return masks;
    }

    /**
     * Copies a panel's width from column {@code shift} of the first panel on.
     *
     * @param shift from 1 to less than {@link Lanes#PANEL}
     */
    static void copy(float[] a, int aAt, float[] b, int bAt, int rows, int shift, float[] out, int outAt) {
        int lanes = shift % Lanes.COUNT;
        VectorMask<Float> ofFirst = FIRST[Lanes.COUNT - lanes];
        if (shift < Lanes.COUNT) {
            int high = aAt + Lanes.COUNT;
            copy(rows, a, aAt + lanes, a, high + lanes, ofFirst, b, bAt - Lanes.COUNT + lanes, out, outAt, 0);
        } else if (lanes == 0) {
            copyHalves(rows, a, aAt + Lanes.COUNT, b, bAt, out, outAt);
        } else {
            int high = aAt + Lanes.COUNT;
            copy(rows, b, bAt + lanes, a, high + lanes, ofFirst, b, bAt - Lanes.COUNT + lanes, out, outAt, Lanes.COUNT);
        }
    }

    /** Writes to one half of each row what lies together, and to the other what lies across the panels. */
    private static void copy(
            int rows,
            float[] whole,
            int wholeAt,
            float[] first,
            int firstAt,
            VectorMask<Float> ofFirst,
            float[] second,
            int secondAt,
            float[] out,
            int outAt,
            int half) {
        VectorMask<Float> ofSecond = ofFirst.not();
        int mixed = Lanes.COUNT - half;
        for (int row = 0; row < rows; row++) {
            int at = row * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, whole, wholeAt + at).intoArray(out, outAt + at + half);
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, first, firstAt + at, ofFirst);
            v.blend(FloatVector.fromArray(Lanes.FLOATS, second, secondAt + at, ofSecond), ofSecond)
                    .intoArray(out, outAt + at + mixed);
        }
    }

    private static void copyHalves(int rows, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            int at = row * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, a, aAt + at).intoArray(out, outAt + at);
            FloatVector.fromArray(Lanes.FLOATS, b, bAt + at).intoArray(out, outAt + at + Lanes.COUNT);
        }
    }
}
