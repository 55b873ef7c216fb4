package io.tidecast.core.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Mt19937Test {
    @Test
    void agreesWithTheReferenceWords() {
        Mt19937 generator = new Mt19937(5489);
        int[] words = {generator.nextInt(), generator.nextInt(), generator.nextInt()};
        assertArrayEquals(new int[] {(int) 3499211612L, 581869302, (int) 3890346734L}, words);
    }

    @Test
    void agreesWithNumPysUniforms() {
        double[] expected = {0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366};
        assertArrayEquals(expected, new Mt19937(42).nextDoubles(4));
    }

    @Test
    void staysWithNumPyBeyondTheFirstTwist() {
        double[] values = new Mt19937(42).nextDoubles(1000);
        assertEquals(0.44600577295795574, values[999]);
    }

    @Test
    void readsTheSeedAsUnsigned() {
        assertEquals(0.0976320289940138, new Mt19937((int) 4294967295L).nextDouble());
    }
}
