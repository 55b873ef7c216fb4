package io.tidecast.core.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.type.Tensor;
import java.util.List;
import java.util.Locale;

/** Comparisons of tensors that say where they differ most. */
final class Agreement {
    private Agreement() {}

    /** Fails where an element differs by more than the tolerance, over the larger of 1 and its magnitude. */
    static void assertClose(List<Tensor> expected, List<Tensor> actual, double tolerance, String what) {
        assertEquals(expected.size(), actual.size(), what + ": number of outputs");
        for (int i = 0; i < expected.size(); i++) {
            assertClose(expected.get(i), actual.get(i), tolerance, what + ", output " + i);
        }
    }

    private static void assertClose(Tensor expected, Tensor actual, double tolerance, String what) {
        assertEquals(expected.type(), actual.type(), what + ": type");
        long worst = -1;
        double worstError = 0;
        for (long i = 0; i < expected.type().size(); i++) {
            double error = error(expected.get(i), actual.get(i));
            if (error > worstError) {
                worst = i;
                worstError = error;
            }
        }
        if (worstError > tolerance) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "%s: element %d of %s should be %s, is %s: error %.3g, tolerated %.3g",
                    what,
                    worst,
                    expected.type(),
                    expected.get(worst),
                    actual.get(worst),
                    worstError,
                    tolerance));
        }
    }

    private static double error(double expected, double actual) {
        if (Double.compare(expected, actual) == 0 || expected == actual) {
            return 0;
        }
        double error = Math.abs(expected - actual) / Math.max(1, Math.abs(expected));
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /** Fails where an element's bits differ; all values that are not numbers count as the same. */
    static void assertSameBits(List<Tensor> expected, List<Tensor> actual, String what) {
        assertEquals(expected.size(), actual.size(), what + ": number of outputs");
        for (int i = 0; i < expected.size(); i++) {
            Tensor one = expected.get(i);
            Tensor other = actual.get(i);
            for (long j = 0; j < one.type().size(); j++) {
                if (Double.compare(one.get(j), other.get(j)) != 0) {
                    throw new AssertionError(what + ", output " + i + ": element " + j + " of " + one.type() + " was "
                            + one.get(j) + ", is " + other.get(j));
                }
            }
        }
    }
}
