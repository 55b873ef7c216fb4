package io.tidecast.models.train;

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
    private final float[] blockForecasts;
    private final MemorySegment blockSegment;
    private final long memoryBytes;

    /** Compiles the forecast for batches of up to {@code batchSize} windows. */
    public Predictor(VariableStore store, Network network, int batchSize) {
        this(store, network, BlockPlan.of(network, batchSize));
    }

    Predictor(VariableStore store, Network network, BlockPlan plan) {
        blocks = new Blocks(network, plan);
        forecasts = new float[size(network, blocks.windows())];
        blockForecasts = plan.count() == 1 ? forecasts : new float[size(plan.network(), blocks.block())];
        blockSegment = MemorySegment.ofArray(blockForecasts);
        Plan compiled = new Compiler(store.backend()).compile(TrainingGraph.forecast(plan.network(), blocks.block()));
        memoryBytes = compiled.memoryBytes();
        program = compiled.instantiate(store);
    }

    /** Receives a batch's forecasts; both arrays are reused for the next one. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes the forecasts of windows {@code from} to before {@code from + count}.
         *
         * @param batch the windows, with targets and weights
         * @param forecasts {@code [outputs, steps, batch]}
         */
        void accept(int from, int count, Batch batch, float[] forecasts);
    }

    /** Forecasts from all examples. */
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
                program.set(TrainingGraph.INPUT, blocks.block().inputSegment());
                program.run();
                program.get(TrainingGraph.FORECAST, blockSegment);
                if (blocks.count() > 1) {
                    blocks.store(index, blockForecasts, forecasts);
                }
            }
            receiver.accept(from, count, windows, forecasts);
        }
    }

    /** Returns how much memory the program takes beside the variables, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    private static int size(Network network, Batch batch) {
        return Math.toIntExact((long) network.outputs() * batch.timeMap().steps() * batch.size());
    }

    @Override
    public void close() {
        program.close();
    }
}
