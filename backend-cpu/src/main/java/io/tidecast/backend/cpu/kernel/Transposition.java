package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Turns panels over: from rows of {@link Lanes#PANEL} columns to a row for each column, in stacks of {@link Lanes#PANEL}
 * of the rows that were. Squares of as many rows as a vector has lanes are exchanged by halves, quarters and so on.
 */
final class Transposition {
    private Transposition() {}

    /** Returns how many stacks hold so many rows. */
    static int stacks(int rows) {
        return Lanes.panels(rows);
    }

    /** Returns how many floats a panel must have for its rows to be read in whole squares. */
    static int panelSize(int rows) {
        return Lanes.roundUp(rows, Lanes.COUNT) * Lanes.PANEL;
    }

    /** Returns how many floats a transposition works in. */
    static int work() {
        return Lanes.COUNT * Lanes.COUNT;
    }

    /**
     * Turns a panel over.
     *
     * @param panel of {@link #panelSize} floats; what lies beyond its rows ends up beside them
     * @param stacks a row of {@link Lanes#PANEL} floats for each of the panel's columns
     * @param stackStride distance between the stacks
     * @param work {@link #work} floats
     */
    static void turn(
            int rows, float[] panel, int panelAt, float[] stacks, int at, int stackStride, float[] work, int workAt) {
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            int to = at + row / Lanes.PANEL * stackStride + row % Lanes.PANEL;
            for (int column = 0; column < Lanes.PANEL; column += Lanes.COUNT) {
                int from = panelAt + row * Lanes.PANEL + column;
                turnSquare(panel, from, Lanes.PANEL, stacks, to + column * Lanes.PANEL, Lanes.PANEL, work, workAt);
            }
        }
    }

    /**
     * Turns a square over, of as many rows as a vector has lanes.
     *
     * @param stride distance between its rows
     * @param turnedStride distance between what were its columns
     * @param work {@link #work} floats
     */
    static void turnSquare(
            float[] square, int at, int stride, float[] turned, int to, int turnedStride, float[] work, int workAt) {
        if (Lanes.COUNT >= 16) {
            swap8(square, at, stride, work, workAt, Lanes.COUNT);
            swap4(work, workAt, Lanes.COUNT, work, workAt, Lanes.COUNT);
            swap2(work, workAt, Lanes.COUNT, work, workAt, Lanes.COUNT);
        } else if (Lanes.COUNT >= 8) {
            swap4(square, at, stride, work, workAt, Lanes.COUNT);
            swap2(work, workAt, Lanes.COUNT, work, workAt, Lanes.COUNT);
        } else {
            swap2(square, at, stride, work, workAt, Lanes.COUNT);
        }
        swap1(work, workAt, Lanes.COUNT, turned, to, turnedStride);
    }

    /** Exchanges, of rows 8 apart, the upper lanes of the first with the lower ones of the second, in groups of 8. */
    private static void swap8(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int pair = 0; pair < Lanes.COUNT / 2; pair++) {
            int row = pair % 8 + pair / 8 * 16;
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, from, at + row * stride);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, from, at + (row + 8) * stride);
            FloatVector crossed = b.blend(a, LaneSwaps.UPPER_8).rearrange(LaneSwaps.BY_8);
            a.blend(crossed, LaneSwaps.UPPER_8).intoArray(to, toAt + row * toStride);
            crossed.blend(b, LaneSwaps.UPPER_8).intoArray(to, toAt + (row + 8) * toStride);
        }
    }

    /** Exchanges, of rows 4 apart, the upper lanes of the first with the lower ones of the second, in groups of 4. */
    private static void swap4(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int pair = 0; pair < Lanes.COUNT / 2; pair++) {
            int row = pair % 4 + pair / 4 * 8;
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, from, at + row * stride);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, from, at + (row + 4) * stride);
            FloatVector crossed = b.blend(a, LaneSwaps.UPPER_4).rearrange(LaneSwaps.BY_4);
            a.blend(crossed, LaneSwaps.UPPER_4).intoArray(to, toAt + row * toStride);
            crossed.blend(b, LaneSwaps.UPPER_4).intoArray(to, toAt + (row + 4) * toStride);
        }
    }

    /** Exchanges, of rows 2 apart, the upper lanes of the first with the lower ones of the second, in groups of 2. */
    private static void swap2(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int pair = 0; pair < Lanes.COUNT / 2; pair++) {
            int row = pair % 2 + pair / 2 * 4;
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, from, at + row * stride);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, from, at + (row + 2) * stride);
            FloatVector crossed = b.blend(a, LaneSwaps.UPPER_2).rearrange(LaneSwaps.BY_2);
            a.blend(crossed, LaneSwaps.UPPER_2).intoArray(to, toAt + row * toStride);
            crossed.blend(b, LaneSwaps.UPPER_2).intoArray(to, toAt + (row + 2) * toStride);
        }
    }

    /** Exchanges, of neighbouring rows, the odd lanes of the first with the even ones of the second. */
    private static void swap1(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int pair = 0; pair < Lanes.COUNT / 2; pair++) {
            int row = 2 * pair;
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, from, at + row * stride);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, from, at + (row + 1) * stride);
            FloatVector crossed = b.blend(a, LaneSwaps.UPPER_1).rearrange(LaneSwaps.BY_1);
            a.blend(crossed, LaneSwaps.UPPER_1).intoArray(to, toAt + row * toStride);
            crossed.blend(b, LaneSwaps.UPPER_1).intoArray(to, toAt + (row + 1) * toStride);
        }
    }
}
