package io.tidecast.models.step;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.layer.StepMemory;
import io.tidecast.models.layer.Told;
import io.tidecast.models.net.Network;
import java.util.List;
import java.util.SequencedMap;

/**
 * A network with fixed weights, compiled for one step: time and memory per step do not grow with the steps before nor,
 * but for the rings themselves, with how far the network reaches back. May be used by several threads, each of which
 * takes {@link #begin} for itself.
 */
public final class SteppedNetwork implements AutoCloseable {
    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private final Network network;
    private final int voices;
    private final Plan plan;
    private final VariableStore weights;
    private final List<StepMemory.Cell> cells;
    private final List<StepMemory.Slot> slots;
    private final int first;

    /**
     * Compiles a network; its window does not matter.
     *
     * @param weights a value for each of its variables
     * @param voices how many sequences go through time together
     * @throws io.tidecast.core.error.InputException if a layer needs more than a memory of a fixed size
     */
    public SteppedNetwork(Backend backend, Network network, SequencedMap<Variable, Tensor> weights, int voices) {
        this.network = network;
        this.voices = voices;
        GraphBuilder builder = new GraphBuilder("a step of " + network.name());
        StepMemory memory = new StepMemory(builder, voices);
        Value x = builder.input(INPUT, network.input().type(1, voices));
        Told told = Told.inputs(builder, network.conditions(), 1, voices);
        builder.output(OUTPUT, network.step(x, told, memory));
        plan = new Compiler(backend).compile(builder.build());
        cells = memory.cells();
        slots = memory.slots();
        first = memory.first();
        this.weights = new VariableStore(backend, weights.keySet());
        this.weights.restore(weights);
    }

    /** Returns the network. */
    public Network network() {
        return network;
    }

    /** Returns how many sequences go through time together. */
    public int voices() {
        return voices;
    }

    /** Returns the first step, counted from 0, that has an output. */
    public int first() {
        return first;
    }

    /** Returns what is remembered between steps. */
    public List<Variable> memory() {
        return cells.stream().map(StepMemory.Cell::variable).toList();
    }

    /** Returns what runs at each step, kind by kind. */
    public String report() {
        return plan.report();
    }

    /** Begins sequences, for one thread; they are to be closed before this is. */
    public Steps begin() {
        return new Steps(this);
    }

    Plan plan() {
        return plan;
    }

    VariableStore weights() {
        return weights;
    }

    List<StepMemory.Cell> cells() {
        return cells;
    }

    List<StepMemory.Slot> slots() {
        return slots;
    }

    @Override
    public void close() {
        weights.close();
    }
}
