package io.tidecast.core.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplittableGeneratorTest {
    private static final int DRAWS = 100_000;

    @Test
    void agreesWithTheReferenceOfSplitMix64() {
        // The key is the seed mixed once, so 0 stays 0 and the words are those of SplitMix64 seeded with 0.
        SplittableGenerator generator = new SplittableGenerator(0);
        assertEquals(0xE220A8397B1DCDAFL, generator.nextLong());
        assertEquals(0x6E789E6AA1B965F4L, generator.nextLong());
        assertEquals(0x06C45D188009454FL, generator.nextLong());
    }

    @Test
    void aSplitDoesNotDependOnWhatWasDrawn() {
        SplittableGenerator fresh = new SplittableGenerator(7);
        SplittableGenerator used = new SplittableGenerator(7);
        used.nextLong();
        used.nextGaussian();
        assertEquals(fresh.split("gru").nextLong(), used.split("gru").nextLong());
        assertEquals(fresh.split(3).nextLong(), used.split(3).nextLong());
    }

    @Test
    void splitsDifferByNameNumberAndParent() {
        SplittableGenerator root = new SplittableGenerator(7);
        long[] words = {
            root.nextLong(),
            root.split("a").nextLong(),
            root.split("b").nextLong(),
            root.split(0).nextLong(),
            root.split(1).nextLong(),
            root.split("a").split("b").nextLong(),
            root.split("b").split("a").nextLong(),
            new SplittableGenerator(8).split("a").nextLong(),
        };
        assertEquals(words.length, Arrays.stream(words).distinct().count());
    }

    @Test
    void doublesAreUniform() {
        SplittableGenerator generator = new SplittableGenerator(1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = generator.nextDouble();
            assertTrue(value >= 0 && value < 1);
            sum += value;
            squares += value * value;
        }
        assertEquals(0.5, sum / DRAWS, 0.005);
        assertEquals(1.0 / 3, squares / DRAWS, 0.005);
    }

    @Test
    void gaussiansHaveMeanZeroAndVarianceOne() {
        SplittableGenerator generator = new SplittableGenerator(2);
        double sum = 0;
        double squares = 0;
        double fourthPowers = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = generator.nextGaussian();
            sum += value;
            squares += value * value;
            fourthPowers += value * value * value * value;
        }
        assertEquals(0, sum / DRAWS, 0.015);
        assertEquals(1, squares / DRAWS, 0.02);
        assertEquals(3, fourthPowers / DRAWS, 0.15);
    }

    @Test
    void integersBelowABoundAreUniform() {
        SplittableGenerator generator = new SplittableGenerator(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[generator.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 400);
        }
        assertThrows(IllegalArgumentException.class, () -> generator.nextInt(0));
    }

    @Test
    void shufflingKeepsEveryElementAndTheSeedDecidesTheOrder() {
        int[] first = IntStream.range(0, 1000).toArray();
        int[] second = first.clone();
        int[] third = first.clone();
        new SplittableGenerator(4).shuffle(first);
        new SplittableGenerator(4).shuffle(second);
        new SplittableGenerator(5).shuffle(third);
        assertArrayEquals(first, second);
        assertNotEquals(Arrays.toString(first), Arrays.toString(third));
        int[] sorted = first.clone();
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, 1000).toArray(), sorted);
    }
}
