package io.tidecast.models.train;

import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;

/** Runs a network forward over examples, in order. */
public final class Predictor implements AutoCloseable {
    private final Program program;
    private final Blocks blocks;
    private final float[] forecasts;
    private final MemorySegment forecastSegment;
    private final long memoryBytes;

    /** Compiles the forecast for batches of up to {@code batchSize} windows. */
    public Predictor(VariableStore store, Network network, int batchSize) {
        this(store, network, BlockPlan.of(network, batchSize));
    }

    Predictor(VariableStore store, Network network, BlockPlan plan) {
        blocks = new Blocks(network, plan);
        Batch block = blocks.block();
        long size = (long) network.outputs() * block.timeMap().steps() * block.size();
        forecasts = HostArrays.make(size, Float.BYTES, float[]::new);
        forecastSegment = MemorySegment.ofArray(forecasts);
        Plan compiled = new Compiler(store.backend()).compile(TrainingGraph.forecast(plan.network(), block));
        memoryBytes = compiled.memoryBytes();
        program = compiled.instantiate(store);
    }

    /** Receives forecasts part by part; the array is reused for the next one. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes forecasts.
         *
         * @param forecasts {@code [outputs, steps, batch]} of the part's batch
         */
        void accept(Part part, float[] forecasts);
    }

    /** Forecasts from all examples, window after window in order of time. */
    public void forEach(Examples examples, Receiver receiver) {
        int[] order = new int[examples.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Batch windows = blocks.windows();
        for (int from = 0; from < order.length; from += windows.size()) {
            int count = Math.min(windows.size(), order.length - from);
            examples.fill(order, from, count, windows);
            for (int index = 0; index < blocks.count(); index++) {
                blocks.load(index);
                blocks.block().feed(program);
                program.run();
                program.get(TrainingGraph.FORECAST, forecastSegment);
                receiver.accept(blocks.part(index, from, count), forecasts);
            }
        }
    }

    /** Returns how much memory the program takes beside the variables, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public void close() {
        program.close();
    }
}
