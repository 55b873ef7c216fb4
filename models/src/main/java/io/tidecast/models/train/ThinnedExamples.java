package io.tidecast.models.train;

import io.tidecast.models.net.Network;
import java.util.Optional;

/**
 * Windows for a network whose outputs do not stand at all of the steps that it reads, made of windows that have a target at
 * each of their steps. A network that reads several steps for its first output reads the first one again in place of those
 * before it. One that tells every {@code s}th step is given each window {@code s} times, beginning a step later each time,
 * so that every target is held against one output. For one thread.
 */
public final class ThinnedExamples implements Examples {
    private final Examples every;
    private final Network network;
    private final int stride;
    private Optional<Whole> whole = Optional.empty();

    /** Windows before they are thinned, and which of them begin where. */
    private static final class Whole {
        private final Batch windows;
        private final int[] order;
        private final int[] begun;

        private Whole(Batch windows) {
            this.windows = windows;
            order = new int[windows.size()];
            begun = new int[windows.size()];
        }
    }

    private ThinnedExamples(Examples every, Network network) {
        this.every = every;
        this.network = network;
        stride = network.timeMap().stride();
    }

    /**
     * Returns windows that a network can learn from and be judged by.
     *
     * @param every windows that have a target at each of their steps
     * @param network tells as many steps as they have, or where it has a stride every one of those in turn
     */
    public static Examples of(Examples every, Network network) {
        return network.timeMap().first() == 0 && network.timeMap().stride() == 1
                ? every
                : new ThinnedExamples(every, network);
    }

    @Override
    public int count() {
        return every.count() * stride;
    }

    @Override
    public Examples inEpoch(long seed, int epoch) {
        return new ThinnedExamples(every.inEpoch(seed, epoch), network);
    }

    @Override
    public int inputs() {
        return every.inputs();
    }

    @Override
    public int window() {
        return network.window();
    }

    @Override
    public int outputs() {
        return every.outputs();
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        Whole some = whole(batch.size());
        for (int window = 0; window < count; window++) {
            some.order[window] = order[from + window] / stride;
            some.begun[window] = order[from + window] % stride;
        }
        every.fill(some.order, 0, count, some.windows);
        batch.thin(some.windows, some.begun);
    }

    /** Returns room for as many windows; it is kept, since mostly as many are asked for the next time. */
    private Whole whole(int size) {
        Whole some = whole.filter(last -> last.windows.size() == size)
                .orElseGet(() -> new Whole(Batch.ofEveryStep(network, every.window(), size)));
        whole = Optional.of(some);
        return some;
    }
}
