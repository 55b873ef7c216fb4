package io.tidecast.cli;

import io.tidecast.core.error.InputException;

/** Holds what is given to the range that makes sense. */
final class Ranges {
    private Ranges() {}

    /**
     * Returns a whole number of a range.
     *
     * @throws InputException if it lies outside
     */
    static int whole(String option, int given, int least, int most) {
        if (given < least || given > most) {
            throw new InputException(
                    option + ": found " + given + ", expected a whole number from " + least + " to " + most);
        }
        return given;
    }

    /**
     * Returns a number greater than 0.
     *
     * @throws InputException if it is anything else
     */
    static double positive(String option, double given) {
        if (!(given > 0) || Double.isInfinite(given)) {
            throw new InputException(option + ": found " + given + ", expected a number greater than 0");
        }
        return given;
    }
}
