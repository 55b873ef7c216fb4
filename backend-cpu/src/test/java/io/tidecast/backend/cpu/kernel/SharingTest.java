package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("ConstantOverflow") // the clock may turn over, and begins just before it does
class SharingTest {
    private static final long START = Long.MAX_VALUE - 1_000;
    private static final long MILLI = 1_000_000;
    private static final long WORK = 1_000_000;

    @Test
    void whatIsUnknownIsSharedWhereThereIsMuchToDoAndAProcessorForEachThread() {
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(SharingTest.class, WORK);
        assertTrue(sharing.decide(times, WORK, START));
        assertFalse(sharing.decide(times, 30_000, START));
        assertFalse(new Sharing(false, START).decide(times, WORK, START));
    }

    @Test
    void whatIsLongIsSharedWhateverItTookBeforeItWasCompiled() {
        long work = 20_000_000;
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(SharingTest.class, work);
        times.add(true, 50);
        times.add(false, 1);
        for (long now = START; now < START + 200 * MILLI; now += MILLI) {
            assertTrue(sharing.decide(times, work, now));
        }
        assertFalse(new Sharing(false, START).decide(times, work, START));
    }

    @Test
    void kindsAndSizesAreKeptApart() {
        Sharing sharing = new Sharing(true, START);
        assertSame(sharing.times(SharingTest.class, 32_768), sharing.times(SharingTest.class, 65_535));
        assertNotSame(sharing.times(SharingTest.class, 32_768), sharing.times(SharingTest.class, 65_536));
        assertNotSame(sharing.times(SharingTest.class, WORK), sharing.times(Sharing.class, WORK));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 1.1, 20})
    void tasksAreTriedBothWaysAndThenRunTheWayThatWasFaster(double sharedOverAlone) {
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(SharingTest.class, WORK);
        long now = START + 100 * MILLI;
        int[] tried = new int[2];
        for (; now < START + 118 * MILLI; now += MILLI) {
            boolean shared = sharing.decide(times, WORK, now);
            tried[shared ? 1 : 0]++;
            times.add(shared, shared ? sharedOverAlone : 1);
        }
        assertEquals(9, tried[0]);
        assertEquals(9, tried[1]);
        for (; now < START + 200 * MILLI; now += MILLI) {
            assertEquals(sharedOverAlone < 1, sharing.decide(times, WORK, now));
        }
    }

    @Test
    void whatHasChangedIsNoticedAtTheNextTrial() {
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(SharingTest.class, WORK);
        boolean shared = false;
        for (long now = START; now < START + 2_000 * MILLI; now += MILLI) {
            shared = sharing.decide(times, WORK, now);
            boolean compiled = now > START + 500 * MILLI;
            times.add(shared, shared ? 2 : compiled ? 1 : 50);
        }
        assertFalse(shared);
    }

    @Test
    void trialsTakeASmallPartOfALongTime() {
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(SharingTest.class, WORK);
        int wrong = 0;
        for (long now = START; now < START + 60_000 * MILLI; now += MILLI) {
            boolean shared = sharing.decide(times, WORK, now);
            wrong += shared ? 1 : 0;
            times.add(shared, shared ? 2 : 1);
        }
        assertTrue(wrong < 300, () -> "0.5 % of the tasks at the most, but the slower way was taken by a larger part");
    }
}
