package io.tidecast.models.data.window;

/**
 * Where the parts of one series lie.
 *
 * @param train what weights and scaling are fitted on
 * @param validation what decides when to stop
 * @param test what nothing is decided on
 */
public record Bounds(Range train, Range validation, Range test) {
    /**
     * One part's rows. What a window of the part forecasts lies in [from, until); what it reads may reach back to
     * {@code readableFrom}.
     *
     * @param readableFrom first row that windows may read
     * @param from first row of the part
     * @param until first row after the part
     */
    public record Range(int readableFrom, int from, int until) {
        /** Checks the order. */
        public Range {
            if (readableFrom < 0 || from < readableFrom || until < from) {
                throw new IllegalArgumentException("rows " + readableFrom + ", " + from + ", " + until);
            }
        }

        static Range within(int from, int until) {
            return new Range(from, from, Math.max(from, until));
        }

        static Range empty(int at) {
            return new Range(at, at, at);
        }

        boolean isEmpty() {
            return from == until;
        }
    }

    /** Checks the order. */
    public Bounds {
        if (validation.from() < train.until() || test.from() < validation.until()) {
            throw new IllegalArgumentException("parts overlap: " + train + ", " + validation + ", " + test);
        }
    }

    /**
     * Makes the bounds of parts that follow one another.
     *
     * @param trainFrom first row of the training part
     * @param trainUntil first row after it
     * @param validateFrom first row of the validation part
     * @param validateUntil first row of the test part
     * @param testUntil first row after it
     * @param reachBack whether windows may read the parts before their own
     */
    static Bounds following(
            int trainFrom, int trainUntil, int validateFrom, int validateUntil, int testUntil, boolean reachBack) {
        int validationStart = Math.max(validateFrom, trainUntil);
        int testStart = Math.max(validateUntil, validationStart);
        int end = Math.max(testUntil, testStart);
        return new Bounds(
                Range.within(trainFrom, trainUntil),
                new Range(reachBack ? trainFrom : validationStart, validationStart, testStart),
                new Range(reachBack ? trainFrom : testStart, testStart, end));
    }

    /**
     * Finds a part.
     *
     * @param part which
     * @return its rows
     */
    public Range of(Part part) {
        return switch (part) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
