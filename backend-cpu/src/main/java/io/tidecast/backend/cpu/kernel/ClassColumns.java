package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** What happens to the classes of each column of a panel, each one loop over the panel's rows. */
final class ClassColumns {
    private ClassColumns() {}

    /** Writes the largest of each column. */
    static void largest(int classes, float[] panel, int at, float[] row, int rowAt) {
        FloatVector low = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
        FloatVector high = low;
        for (int i = 0; i < classes; i++) {
            int from = at + i * Lanes.PANEL;
            low = low.max(FloatVector.fromArray(Lanes.FLOATS, panel, from));
            high = high.max(FloatVector.fromArray(Lanes.FLOATS, panel, from + Lanes.COUNT));
        }
        low.intoArray(row, rowAt);
        high.intoArray(row, rowAt + Lanes.COUNT);
    }

    /** Writes the sum of each column. */
    static void sum(int classes, float[] panel, int at, float[] row, int rowAt) {
        FloatVector low = FloatVector.zero(Lanes.FLOATS);
        FloatVector high = low;
        for (int i = 0; i < classes; i++) {
            int from = at + i * Lanes.PANEL;
            low = low.add(FloatVector.fromArray(Lanes.FLOATS, panel, from));
            high = high.add(FloatVector.fromArray(Lanes.FLOATS, panel, from + Lanes.COUNT));
        }
        low.intoArray(row, rowAt);
        high.intoArray(row, rowAt + Lanes.COUNT);
    }

    /** Subtracts a row from every row. */
    static void subtract(int classes, float[] panel, int at, float[] row, int rowAt) {
        FloatVector low = FloatVector.fromArray(Lanes.FLOATS, row, rowAt);
        FloatVector high = FloatVector.fromArray(Lanes.FLOATS, row, rowAt + Lanes.COUNT);
        for (int i = 0; i < classes; i++) {
            int from = at + i * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, panel, from).sub(low).intoArray(panel, from);
            FloatVector.fromArray(Lanes.FLOATS, panel, from + Lanes.COUNT)
                    .sub(high)
                    .intoArray(panel, from + Lanes.COUNT);
        }
    }

    /** Multiplies every row by a row. */
    static void multiply(int classes, float[] panel, int at, float[] row, int rowAt) {
        FloatVector low = FloatVector.fromArray(Lanes.FLOATS, row, rowAt);
        FloatVector high = FloatVector.fromArray(Lanes.FLOATS, row, rowAt + Lanes.COUNT);
        for (int i = 0; i < classes; i++) {
            int from = at + i * Lanes.PANEL;
            FloatVector.fromArray(Lanes.FLOATS, panel, from).mul(low).intoArray(panel, from);
            FloatVector.fromArray(Lanes.FLOATS, panel, from + Lanes.COUNT)
                    .mul(high)
                    .intoArray(panel, from + Lanes.COUNT);
        }
    }
}
