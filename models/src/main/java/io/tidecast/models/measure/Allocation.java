package io.tidecast.models.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures how much a run allocates on the Java heap, all threads together. */
final class Allocation {
    private static final int STRETCHES = 5;
    private static final int RUNS = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Returns the bytes that were ever allocated. */
    long total() {
        return threads.getTotalThreadAllocatedBytes();
    }

    /** Returns the bytes a run, the least of several stretches: the JVM's own threads allocate now and then. */
    long bytesPerRun(Entry entry) {
        long least = Long.MAX_VALUE;
        for (int stretch = 0; stretch < STRETCHES && least > 0; stretch++) {
            long before = total();
            for (int run = 0; run < RUNS; run++) {
                entry.run();
            }
            least = Math.min(least, total() - before);
        }
        return least / RUNS;
    }
}
