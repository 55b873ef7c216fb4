package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Steps of training, each forward, backward and update: by one program where a {@link BlockPlan} lets all windows be
 * computed at once, else by one for each block and one for the update.
 */
public final class TrainingStep implements AutoCloseable {
    private final Blocks blocks;
    private final Program forBlocks;
    private final Optional<Program> update;
    private final long memoryBytes;
    private final MemorySegment stepSize = MemorySegment.ofArray(new float[1]);
    private final DropoutKey dropout;

    private TrainingStep(VariableStore store, TrainingOptions options, Plans plans) {
        blocks = plans.blocks();
        dropout = new DropoutKey(options, blocks.runs(options.batch()));
        forBlocks = plans.forBlocks().instantiate(store);
        try {
            update = plans.update().map(plan -> plan.instantiate(store));
        } catch (RuntimeException fault) {
            forBlocks.close();
            throw fault;
        }
        memoryBytes = plans.all().stream().mapToLong(Plan::memoryBytes).sum();
    }

    /** The plans of a step: for all its windows or a block of them, and for the update where that is apart. */
    private record Plans(Blocks blocks, Plan forBlocks, Optional<Plan> update) {
        List<Plan> all() {
            return Stream.concat(Stream.of(forBlocks), update.stream()).toList();
        }
    }

    /** Plans steps, and takes no memory of the backend. */
    static List<Plan> plans(Backend backend, Network network, TrainingOptions options) {
        return plans(backend, network, options, BlockPlan.of(network, options.batch()), false)
                .all();
    }

    /**
     * Compiles steps.
     *
     * @param store has {@link #variables}
     * @throws InputException if a part is to be dropped and there is nothing to drop it of
     */
    public static TrainingStep compile(VariableStore store, Network network, TrainingOptions options) {
        return compile(store, network, options, BlockPlan.of(network, options.batch()));
    }

    /**
     * Compiles steps after which {@link #gradient} tells the gradients, which keep their memory for it; else they are
     * the same.
     *
     * @param store has {@link #variables}
     */
    public static TrainingStep compileTelling(VariableStore store, Network network, TrainingOptions options) {
        return compile(store, network, options, BlockPlan.of(network, options.batch()), true);
    }

    static TrainingStep compile(VariableStore store, Network network, TrainingOptions options, BlockPlan plan) {
        return compile(store, network, options, plan, false);
    }

    private static TrainingStep compile(
            VariableStore store, Network network, TrainingOptions options, BlockPlan plan, boolean telling) {
        return new TrainingStep(store, options, plans(store.backend(), network, options, plan, telling));
    }

    private static Plans plans(
            Backend backend, Network network, TrainingOptions options, BlockPlan plan, boolean telling) {
        if (options.dropout() > 0 && !network.canDrop()) {
            throw new InputException("dropout: " + network.name()
                    + " has no layer that reads another's output, of which a part could be dropped; leave it out");
        }
        Compiler compiler = new Compiler(backend);
        Blocks blocks = new Blocks(network, plan);
        if (plan.isWhole(options.batch())) {
            Graph step = TrainingGraph.step(
                    network, blocks.block(), options.loss(), options.update(), options.dropout(), telling);
            return new Plans(blocks, compiler.compile(step), Optional.empty());
        }
        Graph gradient = TrainingGraph.gradient(plan.network(), blocks.block(), options.loss(), options.dropout());
        Graph update = TrainingGraph.update(network, options.update(), telling);
        return new Plans(blocks, compiler.compile(gradient), Optional.of(compiler.compile(update)));
    }

    /** Returns what a training keeps: the network's parameters and the optimiser's state. */
    public static List<Variable> kept(Network network, TrainingOptions options) {
        List<Variable> kept = new ArrayList<>(network.variables());
        kept.addAll(options.update().state(network.variables()));
        return kept;
    }

    /** Returns what steps read and change: what a training keeps, and what is in use during a step only. */
    public static List<Variable> variables(Network network, TrainingOptions options) {
        List<Variable> variables = kept(network, options);
        if (!isWhole(network, options)) {
            variables.addAll(TrainingGraph.sums(network));
        }
        return variables;
    }

    /** Returns whether a step is one program over all its windows. */
    public static boolean isWhole(Network network, TrainingOptions options) {
        return BlockPlan.of(network, options.batch()).isWhole(options.batch());
    }

    /**
     * Takes a step. Allocates nothing.
     *
     * @param order indices of windows
     * @param from where in {@code order} the step begins
     * @param count how many windows it takes
     * @param number of the step, counted from 1
     * @param size the optimiser's step size
     * @param sum takes the sums of losses
     * @return whether the update was applied; it is not where the loss or its gradient is not finite
     */
    public boolean run(Examples examples, int[] order, int from, int count, long number, double size, ScoreSum sum) {
        dropout.begin(number);
        stepSize.set(ValueLayout.JAVA_FLOAT, 0, (float) size);
        if (update.isEmpty()) {
            forBlocks.set(TrainingGraph.STEP_SIZE, stepSize);
        }
        int together = blocks.windows().size();
        for (int done = 0; done < count; done += together) {
            examples.fill(order, from + done, Math.min(together, count - done), blocks.windows());
            blocks.run(forBlocks, dropout, sum);
        }
        return sum.read(ended(), TrainingGraph.APPLIED) != 0;
    }

    /** Returns the gradient of the last step's mean loss by a parameter; only of steps compiled to tell it. */
    public Tensor gradient(Variable parameter) {
        return update.orElse(forBlocks).get(TrainingGraph.gradientOf(parameter));
    }

    /** Returns how much memory the programs take beside the variables, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Ends a step, and returns the program that knows how it went. */
    private Program ended() {
        if (update.isEmpty()) {
            return forBlocks;
        }
        Program last = update.get();
        last.set(TrainingGraph.STEP_SIZE, stepSize);
        last.run();
        return last;
    }

    @Override
    public void close() {
        forBlocks.close();
        update.ifPresent(Program::close);
    }
}
