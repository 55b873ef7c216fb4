package io.tidecast.core.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidecast.core.type.Tensor;
import org.junit.jupiter.api.Test;

class DistanceTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static Distance distance(double[] found, double[] expected) {
        return Distance.of(Tensor.of(found, found.length), Tensor.of(expected, expected.length));
    }

    @Test
    void isTheNormOfTheDifferenceOverTheNormOfWhatWasExpected() {
        Distance distance = distance(new double[] {3, 4, 12}, new double[] {3, 4, 0});
        assertEquals(new Distance(12, 5), distance);
        assertEquals(2.4, distance.relative());
        assertEquals(0.12, distance.relative(100));
        assertEquals(2.4, distance.relative(1));
        assertEquals(new Distance(13, 13), new Distance(12, 5).and(new Distance(5, 12)));
    }

    @Test
    void nothingIsNotApartFromNothing() {
        assertEquals(0, distance(new double[] {0, -0.0}, new double[] {0, 0}).relative());
        assertEquals(1, distance(new double[] {0}, new double[] {1e-20}).relative());
        assertEquals(1e-8, distance(new double[] {1e-38}, new double[] {0}).relative(), 1e-20);
    }

    @Test
    void whatIsFiniteOnOneSideAloneIsInfinitelyApart() {
        assertEquals(
                INFINITE,
                distance(new double[] {Double.NaN, 1}, new double[] {0, 1}).relative());
        assertEquals(
                INFINITE,
                distance(new double[] {1, 1}, new double[] {INFINITE, 1}).relative());
        assertEquals(
                INFINITE,
                distance(new double[] {-INFINITE}, new double[] {INFINITE}).relative());
        assertEquals(
                0,
                distance(new double[] {Double.NaN, -INFINITE}, new double[] {Double.NaN, -INFINITE})
                        .relative());
    }

    @Test
    void shapesMustAgree() {
        assertThrows(IllegalArgumentException.class, () -> distance(new double[2], new double[3]));
    }
}
