package io.tidecast.backend.cpu.kernel;

/** Finds the register tile that is as high as a panel of rows. */
final class RowTiles {
    private RowTiles() {}

    /** Multiplies a panel with two vectors of columns; see {@link Tile12#multiply}. */
    static void multiply(
            int height,
            int sections,
            int depth,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int sectionStride,
            int rowStride,
            float[] start,
            int startAt,
            float lowest,
            float[] c,
            int cAt,
            int stride) {
        if (height == 12) {
            Tile12.multiply(
                    sections, depth, a, aAt, b, bAt, sectionStride, rowStride, start, startAt, lowest, c, cAt, stride);
        } else if (height == 8) {
            Tile8.multiply(
                    sections, depth, a, aAt, b, bAt, sectionStride, rowStride, start, startAt, lowest, c, cAt, stride);
        } else {
            Tile4.multiply(
                    sections, depth, a, aAt, b, bAt, sectionStride, rowStride, start, startAt, lowest, c, cAt, stride);
        }
    }

    /** Adds to rows the product of a panel with a difference of columns; see {@link Tile12#addDifference}. */
    static void addDifference(
            int height,
            int depth,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int minusAt,
            int rowStride,
            float[] start,
            int startAt,
            float lowest,
            float[] c,
            int cAt,
            int stride) {
        if (height == 12) {
            Tile12.addDifference(depth, a, aAt, b, bAt, minusAt, rowStride, start, startAt, lowest, c, cAt, stride);
        } else if (height == 8) {
            Tile8.addDifference(depth, a, aAt, b, bAt, minusAt, rowStride, start, startAt, lowest, c, cAt, stride);
        } else {
            Tile4.addDifference(depth, a, aAt, b, bAt, minusAt, rowStride, start, startAt, lowest, c, cAt, stride);
        }
    }
}
