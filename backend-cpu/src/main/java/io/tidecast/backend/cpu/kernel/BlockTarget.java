package io.tidecast.backend.cpu.kernel;

/** Where the rows of a matrix go that is computed some columns at a time. */
interface BlockTarget {
    /** Returns the memory. */
    float[] array();

    /** Returns the distance between the rows. */
    int stride();

    /** Returns where the first row's column 0 lies, or would lie, while the columns from {@code from} on have their place. */
    int place(int from);

    /** Returns the place of all columns, row right after row. */
    static BlockTarget whole(Span span, int columns) {
        return new BlockTarget() {
            @Override
            public float[] array() {
                return span.array();
            }

            @Override
            public int stride() {
                return columns;
            }

            @Override
            public int place(int from) {
                return span.at();
            }
        };
    }
}
