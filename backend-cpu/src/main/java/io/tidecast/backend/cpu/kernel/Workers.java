package io.tidecast.backend.cpu.kernel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the blocks of one task at a time; the caller is one of them. A thread without work
 * spins for about as long as waking it would take, and then parks. With one thread, or where sharing was measured not to
 * pay, the caller runs everything itself.
 */
public final class Workers implements AutoCloseable {
    /** Waking a thread takes some 50 to 100 µs on a virtual machine; steps of training seldom go longer without sharing. */
    private static final long SPIN_NANOS = 200_000;

    /** How often is looked for work before the clock, which takes longer, is asked. */
    private static final int LOOKS = 64;

    private final Thread[] threads;
    private final long spinNanos;
    private final Sharing sharing;
    private final ReentrantLock busy = new ReentrantLock();
    private final Stretches stretches;
    private final AtomicInteger unfinished = new AtomicInteger();
    // made once, like the helpers' own, for a run allocates nothing
    private final BooleanSupplier isDone = this::isDone;
    private final AtomicInteger sleepers = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable BlockTask task;
    private volatile int round;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    /** Starts {@code threads − 1} daemon threads. */
    public Workers(int threads) {
        boolean hasProcessors = threads <= Runtime.getRuntime().availableProcessors();
        // Where threads take turns on a processor, one that spins keeps another from the work it waits for.
        spinNanos = hasProcessors ? SPIN_NANOS : 0;
        sharing = new Sharing(hasProcessors, System.nanoTime());
        stretches = new Stretches(threads);
        this.threads = new Thread[threads - 1];
        for (int i = 0; i < this.threads.length; i++) {
            int worker = i + 1;
            this.threads[i] =
                    Thread.ofPlatform().daemon().name("tidecast-cpu-" + worker).unstarted(new Helper(worker));
        }
        for (Thread thread : this.threads) {
            thread.start();
        }
    }

    /** Returns how many threads may run blocks at once, the caller among them. */
    public int count() {
        return threads.length + 1;
    }

    /** Returns the threads besides the caller's. */
    List<Thread> helpers() {
        return List.of(threads);
    }

    /**
     * Runs blocks 0 to {@code blocks − 1}, each once, and returns when all are done.
     *
     * @param multiplyAdds roughly how much work there is in all; what tasks of the same class and about the same size
     *     took before decides whether threads share it
     */
    public void run(int blocks, long multiplyAdds, BlockTask work) {
        if (threads.length == 0 || blocks < 2 || !Sharing.isConsidered(multiplyAdds) || !busy.tryLock()) {
            runAlone(blocks, work);
            return;
        }
        try {
            Sharing.Times times = sharing.times(work.getClass(), multiplyAdds);
            long started = System.nanoTime();
            boolean isShared = sharing.decide(times, multiplyAdds, started);
            if (isShared) {
                share(blocks, work);
            } else {
                runAlone(blocks, work);
            }
            sharing.add(times, isShared, multiplyAdds, System.nanoTime() - started);
        } finally {
            busy.unlock();
        }
    }

    private static void runAlone(int blocks, BlockTask work) {
        for (int block = 0; block < blocks; block++) {
            work.run(block, 0);
        }
    }

    /** Shares a task, whether or not that pays. */
    void share(int blocks, BlockTask work) {
        unfinished.set(blocks);
        task = work;
        int next = round + 1;
        stretches.deal(next, blocks);
        round = next;
        if (sleepers.get() > 0) {
            for (int i = 0; i < Math.min(threads.length, blocks - 1); i++) {
                LockSupport.unpark(threads[i]);
            }
        }
        takeBlocks(0);
        await();
        task = null;
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException("a block failed", thrown);
        }
    }

    private void await() {
        if (!isSoon(isDone)) {
            waiting = Thread.currentThread();
            while (unfinished.get() > 0) {
                LockSupport.park(this);
            }
            waiting = null;
        }
    }

    private boolean isDone() {
        return unfinished.get() == 0;
    }

    /** Looks for a while whether something is so; where threads take turns, once. */
    private boolean isSoon(BooleanSupplier condition) {
        long from = System.nanoTime();
        do {
            for (int look = 0; look < LOOKS; look++) {
                if (condition.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - from < spinNanos);
        return condition.getAsBoolean();
    }

    private void takeBlocks(int worker) {
        for (int block = stretches.take(worker); block >= 0; block = stretches.take(worker)) {
            runBlock(block, worker);
        }
    }

    private void runBlock(int block, int worker) {
        try {
            BlockTask work = task;
            if (work != null) {
                work.run(block, worker);
            }
        } catch (RuntimeException | Error thrown) {
            failure.compareAndSet(null, thrown);
        } finally {
            if (unfinished.decrementAndGet() == 0 && worker > 0) {
                Thread caller = waiting;
                if (caller != null) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }

    /** What a thread besides the caller's does. */
    private final class Helper implements Runnable {
        private final int worker;
        private final BooleanSupplier isCalled = this::isCalled;
        private int served;

        private Helper(int worker) {
            this.worker = worker;
        }

        @Override
        public void run() {
            while (!closed) {
                while (!isSoon(isCalled)) {
                    sleep();
                }
                served = round;
                takeBlocks(worker);
            }
        }

        /** Returns whether there was a round after the last one it served, or will never be. */
        private boolean isCalled() {
            return round != served || closed;
        }

        private void sleep() {
            sleepers.incrementAndGet();
            try {
                if (!isCalled()) {
                    LockSupport.park(Workers.this);
                }
            } finally {
                sleepers.decrementAndGet();
            }
        }
    }
}
