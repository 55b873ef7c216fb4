package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final long MUCH = Long.MAX_VALUE;
    private static final int ROUNDS = 2_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long WATCHED_MILLIS = 50;

    @Test
    void everyBlockRunsOnceAndNoWorkerTwiceAtATime() {
        try (Workers workers = new Workers(4)) {
            for (int round = 0; round < ROUNDS; round++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(17);
                AtomicIntegerArray active = new AtomicIntegerArray(4);
                workers.share(17, (block, worker) -> {
                    assertEquals(1, active.incrementAndGet(worker));
                    runs.incrementAndGet(block);
                    active.decrementAndGet(worker);
                });
                for (int block = 0; block < 17; block++) {
                    assertEquals(1, runs.get(block), "block " + block);
                }
            }
        }
    }

    @Test
    void parkedThreadsAreWoken() {
        try (Workers workers = new Workers(2)) {
            for (int round = 0; round < 20; round++) {
                workers.helpers().forEach(WorkersTest::awaitParked);
                AtomicIntegerArray runs = new AtomicIntegerArray(8);
                workers.share(8, (block, worker) -> runs.incrementAndGet(block));
                for (int block = 0; block < 8; block++) {
                    assertEquals(1, runs.get(block));
                }
            }
        }
    }

    @Test
    void aFailureReachesTheCaller() {
        RuntimeException fault = new IllegalArgumentException("block 3");
        try (Workers workers = new Workers(3)) {
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> workers.share(8, (block, worker) -> {
                        if (block == 3) {
                            throw fault;
                        }
                    }));
            assertSame(fault, thrown.getCause());
            workers.share(2, (block, worker) -> {});
        }
    }

    @Test
    void oneThreadStartsNone() {
        int before = Thread.activeCount();
        try (Workers workers = new Workers(1)) {
            assertEquals(1, workers.count());
            assertEquals(before, Thread.activeCount());
        }
    }

    @Test
    void sharedOrNotEveryBlockRunsOnce() {
        try (Workers workers = new Workers(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(5);
                workers.run(5, MUCH, (block, worker) -> runs.incrementAndGet(block));
                for (int block = 0; block < 5; block++) {
                    assertEquals(1, runs.get(block));
                }
            }
        }
    }

    @Test
    void threadsWithoutWorkParkAndBurnNoTime() throws InterruptedException {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        assumeTrue(clock.isThreadCpuTimeSupported() && clock.isThreadCpuTimeEnabled());
        try (Workers workers = new Workers(3)) {
            workers.share(8, (block, worker) -> {});
            for (Thread thread : workers.helpers()) {
                awaitParked(thread);
                long before = clock.getThreadCpuTime(thread.threadId());
                // what a thread burns shows only over a while: here it would be ten times what is allowed
                Thread.sleep(WATCHED_MILLIS);
                assertEquals(Thread.State.WAITING, thread.getState());
                long spent = clock.getThreadCpuTime(thread.threadId()) - before;
                assertTrue(spent < 5_000_000, () -> spent + " ns of " + WATCHED_MILLIS + " ms");
            }
        }
    }

    private static void awaitParked(Thread thread) {
        long started = System.nanoTime();
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(System.nanoTime() - started < PATIENCE_NANOS, () -> thread.getName() + " does not park");
            Thread.onSpinWait();
        }
    }

    @Test
    void callerThatWaitsLongParksAndIsWoken() {
        try (Workers workers = new Workers(2)) {
            Thread caller = Thread.currentThread();
            AtomicBoolean isTaken = new AtomicBoolean();
            workers.share(2, (block, worker) -> {
                if (worker == 0) {
                    while (!isTaken.get()) {
                        Thread.onSpinWait();
                    }
                    return;
                }
                isTaken.set(true);
                // the caller has nothing left to do but wait for this block
                while (caller.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
