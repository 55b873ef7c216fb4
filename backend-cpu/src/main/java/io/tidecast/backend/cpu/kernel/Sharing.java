package io.tidecast.backend.cpu.kernel;

/**
 * Decides whether a task is shared between threads, by how long tasks of its kind and size took alone and shared. Now and
 * then all tasks are tried both ways for some milliseconds, together, since a thread that one task has woken is awake for
 * the next. The decision changes no result, for blocks do not depend on it.
 */
final class Sharing {
    /** Smaller tasks are over before another thread has heard of them. */
    private static final long LEAST = 20_000;

    /** What tasks are shared from while there is nothing to go by. */
    private static final long PRESUMABLY_WORTHWHILE = 400_000;

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

        void add(boolean isShared, double nanosPerMultiplyAdd) {
            if (isShared) {
                shared = mean(shared, nanosPerMultiplyAdd);
            } else {
                alone = mean(alone, nanosPerMultiplyAdd);
            }
        }

        private static double mean(double before, double now) {
            return Double.isNaN(before) ? now : before + WEIGHT * (now - before);
        }
    }

    private final ClassValue<Times[]> byKind = new ClassValue<>() {
        @Override
        protected Times[] computeValue(Class<?> kind) {
            Times[] bySize = new Times[Long.SIZE];
            for (int i = 0; i < bySize.length; i++) {
                bySize[i] = new Times();
            }
            return bySize;
        }
    };
    private final boolean hasProcessors;
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
        if (hasProcessors && multiplyAdds >= CERTAINLY_WORTHWHILE) {
            return true;
        }
        long since = now - trialFrom;
        if (since >= SLICES * SLICE_NANOS) {
            trialFrom = now + pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        } else if (since >= 0) {
            return since / SLICE_NANOS % 2 == 1;
        }
        if (Double.isNaN(times.alone) || Double.isNaN(times.shared)) {
            return hasProcessors && multiplyAdds >= PRESUMABLY_WORTHWHILE;
        }
        return times.shared < times.alone;
    }
}
