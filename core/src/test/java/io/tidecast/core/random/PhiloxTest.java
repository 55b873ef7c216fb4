package io.tidecast.core.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PhiloxTest {
    @Test
    void agreesWithTheKnownAnswersOfRandom123() {
        assertArrayEquals(
                new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, draw(new int[] {0, 0, 0, 0}, 0, 0));
        assertArrayEquals(
                new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, draw(new int[] {-1, -1, -1, -1}, -1, -1));
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                draw(new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0));
    }

    @Test
    void wordsBecomeNumbersBelowOne() {
        assertEquals(0f, Philox.unitFloat(0xff));
        assertEquals(0.5f, Philox.unitFloat(0x80000000));
        assertEquals(1f - 0x1p-24f, Philox.unitFloat(-1));
        assertEquals(0.5, Philox.unitDouble(0x80000000));
        assertEquals(1.0 - 0x1p-32, Philox.unitDouble(-1));
    }

    @Test
    void writesFourWordsAtTheOffsetAndNoMore() {
        int[] out = {7, 7, 7, 7, 7, 7};
        Philox.draw(0, 0, 0, 0, 0, 0, out, 1);
        assertArrayEquals(new int[] {7, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8, 7}, out);
    }

    private static int[] draw(int[] counter, int key0, int key1) {
        int[] out = new int[4];
        Philox.draw(counter[0], counter[1], counter[2], counter[3], key0, key1, out, 0);
        return out;
    }
}
