package io.tidecast.models.train;

import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.models.net.Network;
import java.util.stream.IntStream;

/** Judges a network by examples, in order. */
public final class Evaluator implements AutoCloseable {
    private final Program program;
    private final Batch batch;
    private final ScoreSum sum = new ScoreSum();

    /**
     * Compiles the evaluation.
     *
     * @param store has the network's variables
     * @param batchSize how many windows are computed together
     */
    public Evaluator(VariableStore store, Network network, Loss loss, int batchSize) {
        batch = new Batch(network, batchSize);
        program = new Compiler(store.backend())
                .compile(TrainingGraph.evaluation(network, batch, loss))
                .instantiate(store);
    }

    /** Returns the score of all examples under the store's present weights. */
    public Score score(Examples examples) {
        int[] order = IntStream.range(0, examples.count()).toArray();
        sum.reset();
        for (int from = 0; from < order.length; from += batch.size()) {
            examples.fill(order, from, Math.min(batch.size(), order.length - from), batch);
            program.set(TrainingGraph.INPUT, batch.inputSegment());
            program.set(TrainingGraph.TARGET, batch.targetSegment());
            program.set(TrainingGraph.WEIGHT, batch.weightSegment());
            program.run();
            sum.add(program);
        }
        return sum.score();
    }

    @Override
    public void close() {
        program.close();
    }
}
