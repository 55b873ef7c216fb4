package io.tidecast.models.train;

import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;

/** Runs a network forward over examples, in order. */
public final class Predictor implements AutoCloseable {
    private final Program program;
    private final Batch batch;
    private final float[] forecasts;
    private final MemorySegment forecastSegment;

    /** Compiles the forecast for batches of {@code batchSize} windows. */
    public Predictor(VariableStore store, Network network, int batchSize) {
        batch = new Batch(network, batchSize);
        forecasts = new float[network.outputs() * batch.timeMap().steps() * batchSize];
        forecastSegment = MemorySegment.ofArray(forecasts);
        program = new Compiler(store.backend())
                .compile(TrainingGraph.forecast(network, batch))
                .instantiate(store);
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
        for (int from = 0; from < order.length; from += batch.size()) {
            int count = Math.min(batch.size(), order.length - from);
            examples.fill(order, from, count, batch);
            program.set(TrainingGraph.INPUT, batch.inputSegment());
            program.run();
            program.get(TrainingGraph.FORECAST, forecastSegment);
            receiver.accept(from, count, batch, forecasts);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
