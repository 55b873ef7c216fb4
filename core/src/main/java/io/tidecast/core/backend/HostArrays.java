package io.tidecast.core.backend;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.util.Locale;
import java.util.function.IntFunction;

/** Large Java arrays: says in words where one would have too many elements, or where there is no memory for it. */
public final class HostArrays {
    /** The most elements that an array may have on every JVM. */
    public static final int MOST = Integer.MAX_VALUE - 8;

    private static final double GIB = 1 << 30;
    private static final String REMEDY = "choose a smaller batch, a shorter window or a smaller network";

    private HostArrays() {}

    /**
     * Makes an array.
     *
     * @param elements how many it is to have
     * @param elementBytes how many bytes each takes
     * @param make makes an array of a length
     * @throws InputException if no array has so many elements
     * @throws FailureException if there is no memory left for it
     */
    public static <A> A make(long elements, int elementBytes, IntFunction<A> make) {
        require(elements, "memory for " + gib(elements * elementBytes) + " is asked for in one piece");
        try {
            return make.apply((int) elements);
        } catch (OutOfMemoryError e) {
            throw new FailureException(
                    "there is no room for " + gib(elements * elementBytes) + " of values: the JVM takes "
                            + gib(Runtime.getRuntime().maxMemory()) + " at the most; " + REMEDY
                            + ", or let it take more (-Xmx)");
        }
    }

    /**
     * Checks a number of elements.
     *
     * @param what what would have them, in words
     * @throws InputException if no array has so many
     */
    public static void require(long elements, String what) {
        if (elements > MOST) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s: %,d elements, where %,d are the most; %s", what, elements, MOST, REMEDY));
        }
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
}
