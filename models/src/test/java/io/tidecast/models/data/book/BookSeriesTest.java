package io.tidecast.models.data.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.models.data.series.SeriesSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BookSeriesTest {
    @Test
    void theFirstValuesAreNumPys() {
        float[] first = BookSeries.draw(BookSeries.SERIES, 60, BookSeries.SEED)[0];
        assertArrayEquals(new float[] {.4596948f, .33874455f, .18980233f, .00611999f}, Arrays.copyOf(first, 4), 1e-8f);
        float[] oneStep = BookSeries.draw(BookSeries.SERIES, 51, BookSeries.SEED)[0];
        assertArrayEquals(
                new float[] {.4596948f, .31486678f, .12497123f, -.1039134f}, Arrays.copyOf(oneStep, 4), 1e-8f);
    }

    /** The exclusive or of all values' bits and their sum, as NumPy 2 computes them from the same formula. */
    @Test
    void everyBitIsNumPys() {
        assertBits(51, 0x836d74dc, -0.3225157076853975);
        assertBits(60, 0x0eb09103, -13.900674222356997);
    }

    @Test
    void aSetHoldsTheDrawnValues() {
        SeriesSet set = BookSeries.set(1);
        float[][] drawn = BookSeries.draw(BookSeries.SERIES, 51, BookSeries.SEED);
        assertEquals(BookSeries.SERIES, set.size());
        assertEquals(51, set.get(9_999).length());
        assertEquals(drawn[9_999][50], set.get(9_999).value(0, 50));
        assertEquals("S1", set.get(0).name());
    }

    private static void assertBits(int steps, int bits, double sum) {
        int xor = 0;
        double total = 0;
        for (float[] series : BookSeries.draw(BookSeries.SERIES, steps, BookSeries.SEED)) {
            for (float value : series) {
                xor ^= Float.floatToRawIntBits(value);
                total += value;
            }
        }
        assertEquals(bits, xor);
        assertEquals(sum, total, 1e-8);
    }
}
