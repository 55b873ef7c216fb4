package io.tidecast.backend.cpu.kernel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the blocks of one task at a time; the caller is one of them. A thread without work
 * spins for some microseconds and then parks. With one thread, or where sharing was measured not to pay, the caller runs
 * everything itself.
 */
public final class Workers implements AutoCloseable {
    private static final int SPINS = 2_000;
    private static final long LEFT = 0xFFFFFFFFL;
    private static final int ROUND = 32;

    private final Thread[] threads;
    private final int spins;
    private final Sharing sharing;
    private final ReentrantLock busy = new ReentrantLock();
    // The round's number above how many of its blocks nobody has taken yet: a thread that comes late takes nothing.
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger sleepers = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable BlockTask task;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    /** Starts {@code threads − 1} daemon threads. */
    public Workers(int threads) {
        boolean hasProcessors = threads <= Runtime.getRuntime().availableProcessors();
        // Where threads take turns on a processor, one that spins keeps another from the work it waits for.
        spins = hasProcessors ? SPINS : 0;
        sharing = new Sharing(hasProcessors, System.nanoTime());
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
            times.add(isShared, (double) (System.nanoTime() - started) / multiplyAdds);
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
        ticket.set(((ticket.get() >>> ROUND) + 1) << ROUND | blocks);
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
        for (int spun = 0; spun < spins && unfinished.get() > 0; spun++) {
            Thread.onSpinWait();
        }
        if (unfinished.get() > 0) {
            waiting = Thread.currentThread();
            while (unfinished.get() > 0) {
                LockSupport.park(this);
            }
            waiting = null;
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
            if (unfinished.decrementAndGet() == 0 && worker > 0) {
                Thread caller = waiting;
                if (caller != null) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    private void serve(int worker) {
        while (!closed) {
            int spun = 0;
            while ((ticket.get() & LEFT) == 0 && !closed) {
                if (spun++ < spins) {
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
