package io.tidecast.models.measure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast this machine multiplies and adds at most: fused multiply-adds of vectors that stay in registers, as many
 * independent ones as hide their latency, the same work on each of some threads.
 */
final class MultiplyAddProbe implements Entry {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int STEPS = 100_000;
    private static final int REPEATS = 20;

    private final int threads;
    private final ExecutorService workers;
    private final float[] sums;

    MultiplyAddProbe(int threads) {
        this.threads = threads;
        workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
        sums = new float[threads];
    }

    /** Returns the floating point operations of a run, a multiplication and an addition counted as two. */
    long operations() {
        return 2L * threads * REPEATS * STEPS * CHAINS * SPECIES.length();
    }

    @Override
    public Outcome first() {
        run();
        return Outcome.NONE;
    }

    @Override
    public void run() {
        if (threads == 1) {
            sums[0] = multiplyAndAdd(sums[0]);
            return;
        }
        CountDownLatch done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            int index = thread;
            workers.execute(() -> {
                sums[index] = multiplyAndAdd(sums[index]);
                done.countDown();
            });
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    private static float multiplyAndAdd(float sum) {
        float total = sum;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            total = chains(total);
        }
        return total;
    }

    private static float chains(float start) {
        FloatVector scale = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector shift = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = FloatVector.broadcast(SPECIES, start);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        FloatVector i = a;
        FloatVector j = a;
        FloatVector k = a;
        FloatVector l = a;
        for (int step = 0; step < STEPS; step++) {
            a = a.fma(scale, shift);
            b = b.fma(scale, shift);
            c = c.fma(scale, shift);
            d = d.fma(scale, shift);
            e = e.fma(scale, shift);
            f = f.fma(scale, shift);
            g = g.fma(scale, shift);
            h = h.fma(scale, shift);
            i = i.fma(scale, shift);
            j = j.fma(scale, shift);
            k = k.fma(scale, shift);
            l = l.fma(scale, shift);
        }
        FloatVector largest = a.max(b).max(c).max(d).max(e).max(f);
        return largest.max(g).max(h).max(i).max(j).max(k).max(l).lane(0);
    }
}
