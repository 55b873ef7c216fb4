package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("ConstantOverflow") // the clock may turn over, and begins just before it does
class SharingTest {
    private static final long START = Long.MAX_VALUE - 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SMALL = 100_000;
    private static final long LARGE = 1_000_000;
    private static final long VERY_LARGE = 20_000_000;

    @Test
    void whatIsUnknownIsSharedWhereThereIsMuchToDoAndAProcessorForEachThread() {
        Sharing sharing = new Sharing(true, START);
        assertTrue(sharing.decide(sharing.times(SharingTest.class, LARGE), LARGE, START));
        assertFalse(sharing.decide(sharing.times(SharingTest.class, SMALL), SMALL, START));
        assertFalse(new Sharing(false, START).decide(sharing.times(SharingTest.class, LARGE), LARGE, START));
    }

    @Test
    void whatIsLongIsSharedWhateverItTookBeforeItWasCompiled() {
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(SharingTest.class, VERY_LARGE);
        sharing.add(times, true, VERY_LARGE, 50 * VERY_LARGE);
        sharing.add(times, false, VERY_LARGE, VERY_LARGE);
        for (long now = START; now - START < 200 * MILLI; now += MILLI) {
            assertTrue(sharing.decide(times, VERY_LARGE, now));
        }
        assertFalse(new Sharing(false, START).decide(times, VERY_LARGE, START));
    }

    @Test
    void kindsAndSizesAreKeptApart() {
        Sharing sharing = new Sharing(true, START);
        assertSame(sharing.times(SharingTest.class, 32_768), sharing.times(SharingTest.class, 65_535));
        assertNotSame(sharing.times(SharingTest.class, 32_768), sharing.times(SharingTest.class, 65_536));
        assertNotSame(sharing.times(SharingTest.class, LARGE), sharing.times(Sharing.class, LARGE));
    }

    /** Lets a task take its time, alone or shared, and returns which it was. */
    private static boolean run(Sharing sharing, long work, long now, double alone, double shared) {
        Sharing.Times times = sharing.times(SharingTest.class, work);
        boolean isShared = sharing.decide(times, work, now);
        sharing.add(times, isShared, work, (long) (work * (isShared ? shared : alone)));
        return isShared;
    }

    @ParameterizedTest
    @CsvSource({"0.6, 100000", "1.1, 100000", "20, 100000", "0.6, 1000000", "1.1, 1000000", "20, 1000000"})
    void tasksAreTriedBothWaysAndThenRunTheWayThatWasFaster(double sharedOverAlone, long work) {
        Sharing sharing = new Sharing(true, START);
        long now = START + 100 * MILLI;
        int[] tried = new int[2];
        for (; now - START < 118 * MILLI; now += MILLI) {
            tried[run(sharing, work, now, 1, sharedOverAlone) ? 1 : 0]++;
        }
        assertEquals(9, tried[0]);
        assertEquals(9, tried[1]);
        for (; now - START < 200 * MILLI; now += MILLI) {
            assertEquals(sharedOverAlone < 1, run(sharing, work, now, 1, sharedOverAlone));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "20, false"})
    void largeTasksAreSharedWhereThatIsBetterForAllOfThemTogether(double laterWhereShared, boolean expected) {
        Sharing sharing = new Sharing(true, START);
        Sharing.Times times = sharing.times(Sharing.class, VERY_LARGE);
        boolean shared = false;
        for (long now = START; now - START < 300 * MILLI; now += MILLI) {
            shared = run(sharing, LARGE, now, 1, 2);
            // what follows is always shared, and takes longer where its operands are in another core's cache
            boolean follows = sharing.decide(times, VERY_LARGE, now);
            sharing.add(times, follows, VERY_LARGE, (long) (VERY_LARGE * (shared ? laterWhereShared : 2)));
        }
        assertEquals(expected, shared);
    }

    @Test
    void whatHasChangedIsNoticedAtTheNextTrial() {
        Sharing sharing = new Sharing(true, START);
        boolean shared = false;
        for (long now = START; now - START < 2_000 * MILLI; now += MILLI) {
            boolean compiled = now - START > 500 * MILLI;
            shared = run(sharing, LARGE, now, compiled ? 1 : 50, 2);
        }
        assertFalse(shared);
    }

    @Test
    void aTrialWaitsForTasks() {
        Sharing sharing = new Sharing(true, START);
        int[] tried = new int[2];
        for (long now = START + 5_000 * MILLI; now - START < 5_018 * MILLI; now += MILLI) {
            tried[run(sharing, LARGE, now, 1, 2) ? 1 : 0]++;
        }
        assertEquals(9, tried[0]);
        assertEquals(9, tried[1]);
    }

    @Test
    void trialsTakeASmallPartOfALongTime() {
        Sharing sharing = new Sharing(true, START);
        int wrong = 0;
        for (long now = START; now - START < 60_000 * MILLI; now += MILLI) {
            wrong += run(sharing, LARGE, now, 1, 2) ? 1 : 0;
        }
        int slower = wrong;
        assertTrue(
                slower < 300,
                () -> "0.5 % of the tasks at the most, but the slower way was taken " + slower + " times");
    }
}
