package io.tidecast.models.measure;

import java.util.List;

/** What is known of one contestant at one task. */
public sealed interface Standing {
    /** Returns the contestant's name. */
    String contestant();

    /**
     * It agreed with the reference and was timed.
     *
     * @param way which of its ways was the fastest
     * @param times of a run
     * @param bytes allocated on the Java heap by a run
     * @param trials what all its ways took before that, where there are several
     */
    record Timed(String contestant, String way, Times times, long bytes, List<Trial> trials) implements Standing {
        /** Copies the list. */
        public Timed {
            trials = List.copyOf(trials);
        }

        /** Returns the median milliseconds of a run. */
        public double milliseconds() {
            return times.median() * 1e3;
        }
    }

    /** It was not timed. */
    record Absent(String contestant, String reason) implements Standing {}

    /** What one of several ways took while it was warmed up, in seconds a run. */
    record Trial(String way, double seconds) {}
}
