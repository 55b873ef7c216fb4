package io.tidecast.bench.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.type.Tensor;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;

/** Says whether two results are the same but for rounding. */
final class Agreement {
    /** The largest difference from ONNX Runtime, relative to values above 1. */
    static final double ACROSS_IMPLEMENTATIONS = 1e-5;

    private Agreement() {}

    static void check(Tensor expected, Tensor found) {
        assertEquals(expected.shape(), found.shape());
        double[] wanted = expected.doubles();
        double[] values = found.doubles();
        for (int i = 0; i < wanted.length; i++) {
            double difference = Math.abs(values[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
            if (!(difference <= ACROSS_IMPLEMENTATIONS)) {
                Assertions.fail(
                        String.format(Locale.ROOT, "element %d: expected %.8g, found %.8g", i, wanted[i], values[i]));
            }
        }
    }
}
