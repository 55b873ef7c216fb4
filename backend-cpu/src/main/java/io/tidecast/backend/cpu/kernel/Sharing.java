package io.tidecast.backend.cpu.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a task is shared between threads, by how long tasks took alone and shared. Now and then all tasks are
 * tried both ways for some milliseconds, together, since a thread that one task has woken is awake for the next. The
 * decision changes no result, for blocks do not depend on it.
 *
 * <p>Small tasks are decided by the times of their own kind and size. Larger ones are decided together, by the sum over all
 * of them: what one leaves in a core's caches others have to fetch from there, so that a task which is no faster when it
 * is shared may still make those faster that follow.
 */
final class Sharing {
    /** Smaller tasks are over before another thread has heard of them. */
    private static final long LEAST = 20_000;

    /** What tasks are decided together from, and shared while there is nothing to go by. */
    private static final long LARGE = 400_000;

    /**
     * What tasks are shared from without trials: a fast core takes some 0.1 ms for it, several times what waking a thread
     * costs, while a task of milliseconds would leave a trial only a measurement or two, and those from before it was
     * compiled would mislead for long.
     */
    private static final long CERTAINLY_WORTHWHILE = 8_000_000;

    private static final long SLICE_NANOS = 3_000_000;
    private static final int SLICES = 6;
    private static final long FIRST_PAUSE_NANOS = 100_000_000;
    private static final long LONGEST_PAUSE_NANOS = 6_400_000_000L;

    /** What tasks of one kind, of sizes within a factor of two, took for a multiply-add, as running means. */
    static final class Times {
        private static final double WEIGHT = 0.25;

        private double alone = Double.NaN;
        private double shared = Double.NaN;

        /** How much work tasks of this kind were, of late. */
        private double work;

        private void add(boolean isShared, long multiplyAdds, long nanos) {
            double each = (double) nanos / multiplyAdds;
            if (isShared) {
                shared = mean(shared, each);
            } else {
                alone = mean(alone, each);
            }
            work += multiplyAdds;
        }

        private static double mean(double before, double now) {
            return Double.isNaN(before) ? now : before + WEIGHT * (now - before);
        }

        private boolean isKnown() {
            return !Double.isNaN(alone) && !Double.isNaN(shared);
        }

        /** Returns how many nanoseconds sharing saves in all that was done of late. */
        private double saved() {
            return isKnown() ? work * (alone - shared) : 0;
        }
    }

    private final List<Times> ofLarge = new ArrayList<>();
    private final ClassValue<Times[]> byKind = new ClassValue<>() {
        @Override
        protected Times[] computeValue(Class<?> kind) {
            Times[] bySize = new Times[Long.SIZE];
            for (int i = 0; i < bySize.length; i++) {
                bySize[i] = new Times();
                if (1L << i >= LARGE / 2) {
                    ofLarge.add(bySize[i]);
                }
            }
            return bySize;
        }
    };
    private final boolean hasProcessors;
    private boolean largeAreShared;
    private boolean isTrying;
    private long trialFrom;
    private long pause = FIRST_PAUSE_NANOS;

    /**
     * Starts with nothing to go by.
     *
     * @param hasProcessors whether there is a processor for each thread
     * @param now the time, in nanoseconds
     */
    Sharing(boolean hasProcessors, long now) {
        this.hasProcessors = hasProcessors;
        largeAreShared = hasProcessors;
        trialFrom = now + FIRST_PAUSE_NANOS;
    }

    /** Tells whether a task is large enough to be asked about. */
    static boolean isConsidered(long multiplyAdds) {
        return multiplyAdds >= LEAST;
    }

    /** Returns what is known of tasks of a kind and size. */
    Times times(Class<?> kind, long multiplyAdds) {
        return byKind.get(kind)[Long.SIZE - 1 - Long.numberOfLeadingZeros(multiplyAdds)];
    }

    /** Decides for a task that begins now. */
    boolean decide(Times times, long multiplyAdds, long now) {
        boolean tried = tries(now);
        if (hasProcessors && multiplyAdds >= CERTAINLY_WORTHWHILE) {
            return true;
        }
        if (isTrying) {
            return tried;
        }
        if (multiplyAdds >= LARGE) {
            return largeAreShared;
        }
        return times.isKnown() && times.shared < times.alone;
    }

    /** Returns whether tasks are shared in a trial now; begins trials, and ends them, whose time has come. */
    private boolean tries(long now) {
        long since = now - trialFrom;
        if (isTrying && since >= SLICES * SLICE_NANOS) {
            isTrying = false;
            trialFrom = now + pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            conclude();
        } else if (!isTrying && since >= 0) {
            isTrying = true;
            trialFrom = now;
            largeAreShared = false;
        } else if (isTrying) {
            largeAreShared = since / SLICE_NANOS % 2 == 1;
        }
        return largeAreShared;
    }

    /** Decides for all large tasks, by what they are of late. */
    private void conclude() {
        double saved = 0;
        for (Times times : ofLarge) {
            saved += times.saved();
            times.work = 0;
        }
        largeAreShared = saved > 0 || (saved == 0 && hasProcessors);
    }

    /**
     * Keeps what a task took.
     *
     * @param isShared what was decided for it; of a large task counts what others of them did
     */
    void add(Times times, boolean isShared, long multiplyAdds, long nanos) {
        times.add(multiplyAdds >= LARGE ? largeAreShared : isShared, multiplyAdds, nanos);
    }
}
