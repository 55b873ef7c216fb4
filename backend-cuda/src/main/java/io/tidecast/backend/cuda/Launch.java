package io.tidecast.backend.cuda;

/**
 * A kernel and all that it is started with, as a description: nothing is loaded yet.
 *
 * @param family the source file that has the kernel, without its ending
 * @param sharedBytes the dynamic shared memory of each block
 * @param merging how it becomes one with the launch after it
 */
record Launch(String family, String kernel, Grid grid, int sharedBytes, Arguments arguments, Merging merging) {
    static Launch of(String family, String kernel, Grid grid, Arguments arguments) {
        return new Launch(family, kernel, grid, 0, arguments, Merging.NONE);
    }

    /** Returns the same with dynamic shared memory. */
    Launch sharing(int bytes) {
        return new Launch(family, kernel, grid, bytes, arguments, merging);
    }

    /** Returns the same that may become one with the launch after it. */
    Launch merging(Merging hook) {
        return new Launch(family, kernel, grid, sharedBytes, arguments, hook);
    }
}
