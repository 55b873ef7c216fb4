package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.models.net.Network;
import java.util.stream.IntStream;

/** Judges a network by examples, in order. */
public final class Evaluator implements AutoCloseable {
    private final Program program;
    private final Blocks blocks;
    private final ScoreSum sum = new ScoreSum();

    /**
     * Compiles the evaluation.
     *
     * @param store has the network's variables
     * @param batchSize how many windows may be computed together
     */
    public Evaluator(VariableStore store, Network network, Loss loss, int batchSize) {
        this(store, network, loss, BlockPlan.of(network, batchSize));
    }

    Evaluator(VariableStore store, Network network, Loss loss, BlockPlan plan) {
        blocks = new Blocks(network, plan);
        program = plan(store.backend(), plan, blocks, loss).instantiate(store);
    }

    /** Plans the evaluation of as many windows together as a step of training has, and takes no memory of the backend. */
    static Plan plan(Backend backend, Network network, TrainingOptions options) {
        BlockPlan plan = BlockPlan.of(network, options.batch());
        return plan(backend, plan, new Blocks(network, plan), options.loss());
    }

    private static Plan plan(Backend backend, BlockPlan plan, Blocks blocks, Loss loss) {
        return new Compiler(backend).compile(TrainingGraph.evaluation(plan.network(), blocks.block(), loss));
    }

    /** Returns the score of all examples under the store's present weights. */
    public Score score(Examples examples) {
        int[] order = IntStream.range(0, examples.count()).toArray();
        sum.reset();
        Batch windows = blocks.windows();
        for (int from = 0; from < order.length; from += windows.size()) {
            examples.fill(order, from, Math.min(windows.size(), order.length - from), windows);
            blocks.run(program, sum);
        }
        return sum.score();
    }

    @Override
    public void close() {
        program.close();
    }
}
