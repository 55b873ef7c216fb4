package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final long MUCH = Long.MAX_VALUE;

    @Test
    void everyBlockRunsOnceAndNoWorkerTwiceAtATime() {
        try (Workers workers = new Workers(4)) {
            for (int round = 0; round < 2_000; round++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(17);
                AtomicIntegerArray active = new AtomicIntegerArray(4);
                workers.run(17, MUCH, (block, worker) -> {
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
    void parkedThreadsAreWoken() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            for (int round = 0; round < 20; round++) {
                // longer than a worker spins, so that each round finds it parked; a shorter one would still pass
                Thread.sleep(5);
                AtomicIntegerArray runs = new AtomicIntegerArray(8);
                workers.run(8, MUCH, (block, worker) -> runs.incrementAndGet(block));
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
                    () -> workers.run(8, MUCH, (block, worker) -> {
                        if (block == 3) {
                            throw fault;
                        }
                    }));
            assertSame(fault, thrown.getCause());
            workers.run(2, MUCH, (block, worker) -> {});
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
}
