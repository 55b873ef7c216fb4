package io.tidecast.models.audio;

/**
 * A stretch of a recording within a window.
 *
 * @param recording its number
 * @param begin its first step there
 * @param length how many steps it has
 * @param known how many of its first steps do not count, as another crop has counted them
 * @param at the first of its steps in the window
 */
record Crop(int recording, int begin, int length, int known, int at) {
    /** Returns this at another place of its window. */
    Crop placed(int other) {
        return new Crop(recording, begin, length, known, other);
    }

    /** Returns this without some of its last steps. */
    Crop shorter(int steps) {
        return new Crop(recording, begin, length - steps, known, at);
    }

    /** Returns this with some steps before it. */
    Crop earlier(int steps) {
        return new Crop(recording, begin - steps, length + steps, known, at);
    }
}
