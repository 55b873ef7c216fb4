package io.tidecast.backend.cpu.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the blocks of one task at a time; the caller is one of them. An idle thread spins
 * for some microseconds and then parks. With one thread, or little work, the caller runs everything itself.
 */
public final class Workers implements AutoCloseable {
    /** Below so many multiply-adds, waking another thread costs more than it brings. */
    private static final long WORTHWHILE = 400_000;

    private static final int SPINS = 2_000;
    private static final long NAP_NANOS = 20_000;
    private static final long LEFT = 0xFFFFFFFFL;
    private static final int ROUND = 32;

    private final Thread[] threads;
    private final ReentrantLock busy = new ReentrantLock();
    // The round's number above how many of its blocks nobody has taken yet: a thread that comes late takes nothing.
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger sleepers = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable BlockTask task;
    private volatile boolean closed;

    /** Starts {@code threads − 1} daemon threads. */
    public Workers(int threads) {
        this.threads = new Thread[threads - 1];
        for (int i = 0; i < this.threads.length; i++) {
            int worker = i + 1;
            this.threads[i] =
                    Thread.ofPlatform().daemon().name("tidecast-cpu-" + worker).unstarted(() -> serve(worker));
        }
        for (Thread thread : this.threads) {
            thread.start();
        }
    }

    /** Returns how many threads may run blocks at once, the caller among them. */
    public int count() {
        return threads.length + 1;
    }

    /**
     * Runs blocks 0 to {@code blocks − 1}, each once, and returns when all are done.
     *
     * @param multiplyAdds roughly how much work there is in all
     */
    public void run(int blocks, long multiplyAdds, BlockTask work) {
        if (threads.length == 0 || blocks < 2 || multiplyAdds < WORTHWHILE || !busy.tryLock()) {
            for (int block = 0; block < blocks; block++) {
                work.run(block, 0);
            }
            return;
        }
        try {
            share(blocks, work);
        } finally {
            busy.unlock();
        }
    }

    private void share(int blocks, BlockTask work) {
        finished.set(0);
        task = work;
        ticket.set(((ticket.get() >>> ROUND) + 1) << ROUND | blocks);
        if (sleepers.get() > 0) {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
            }
        }
        takeBlocks(0);
        for (int spins = 0; finished.get() < blocks; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        }
        task = null;
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException("a block failed", thrown);
        }
    }

    private void takeBlocks(int worker) {
        while (true) {
            long seen = ticket.get();
            int left = (int) (seen & LEFT);
            if (left == 0) {
                return;
            }
            if (ticket.compareAndSet(seen, seen - 1)) {
                runBlock(left - 1, worker);
            }
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
            finished.incrementAndGet();
        }
    }

    private void serve(int worker) {
        while (!closed) {
            int spins = 0;
            while ((ticket.get() & LEFT) == 0 && !closed) {
                if (spins++ < SPINS) {
                    Thread.onSpinWait();
                } else {
                    sleep();
                }
            }
            takeBlocks(worker);
        }
    }

    private void sleep() {
        sleepers.incrementAndGet();
        try {
            if ((ticket.get() & LEFT) == 0 && !closed) {
                LockSupport.park(this);
            }
        } finally {
            sleepers.decrementAndGet();
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
}
