package io.tidecast.backend.cuda;

import java.util.Optional;

/**
 * How the steps of a GRU are shared out: each block has some sequences of the batch, with the weights in its shared memory
 * where they fit. No sum's order depends on it.
 *
 * @param columns how many sequences a block has, a power of two
 * @param unitsPerThread how many units a thread computes at a time, 1 or 4
 * @param resident whether the weights lie in shared memory
 * @param sharedBytes how much of that is needed
 */
record GruTiling(GruForm form, int columns, int unitsPerThread, boolean resident, int sharedBytes) {
    private static final int BLOCKS_OF_A_LARGE_GPU = 132;
    private static final int MOST_COLUMNS = 32;

    /** From so many sequences on, a block has threads enough when each computes several units. */
    private static final int MANY_COLUMNS = 8;

    private static final int MOST_THREADS = 256;
    private static final int ALIGNED_FLOATS = 4;

    /**
     * Chooses.
     *
     * @param rows how many values a sequence has in shared memory for each unit
     * @return empty if the values of one sequence are too many for any block
     */
    static Optional<GruTiling> of(GruForm form, int rows, DeviceTraits device) {
        int perBlock = Math.ceilDiv(form.batch(), BLOCKS_OF_A_LARGE_GPU);
        int wanted = Math.min(MOST_COLUMNS, Integer.highestOneBit(2 * perBlock - 1));
        for (boolean resident : new boolean[] {true, false}) {
            for (int columns = wanted; columns > 0; columns /= 2) {
                int units = resident && columns >= MANY_COLUMNS ? ALIGNED_FLOATS : 1;
                long bytes = bytes(form, rows, columns, units, resident);
                if (bytes <= device.sharedBytesPerBlock()) {
                    return Optional.of(new GruTiling(form, columns, units, resident, (int) bytes));
                }
            }
        }
        return Optional.empty();
    }

    private static long bytes(GruForm form, int rows, int columns, int units, boolean resident) {
        long values = roundedUp((long) rows * form.units() * columns, ALIGNED_FLOATS);
        long weights = resident ? 3L * form.units() * roundedUp(form.units(), units) : 0;
        return (values + weights) * Float.BYTES;
    }

    private static long roundedUp(long count, int multiple) {
        return Math.ceilDiv(count, (long) multiple) * multiple;
    }

    /** Returns a launch over the whole batch. */
    Launch launch(String stem, Arguments arguments) {
        int groups = Math.ceilDiv(form.units(), unitsPerThread);
        Grid grid =
                Grid.of(Math.ceilDiv(form.batch(), columns), 1, 1, columns * Math.min(groups, MOST_THREADS / columns));
        String kernel = stem + (unitsPerThread == 1 ? "_one" : "_four") + (resident ? "_resident" : "_streamed");
        return Launch.of("gru", kernel, grid, arguments).sharing(sharedBytes);
    }

    /** Returns the extents as the kernels take them. */
    Struct extents() {
        return new Struct().integers(form.units(), form.time(), form.batch(), columns);
    }
}
