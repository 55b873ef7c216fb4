package io.tidecast.models.step;

import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.StepMemory;
import io.tidecast.models.net.Signal;
import io.tidecast.models.train.ToldRoom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SequencedMap;

/** Sequences that go through a {@link SteppedNetwork} together, step by step. For one thread. */
public final class Steps implements AutoCloseable {
    /** At which slot rings stand, and where the program is told. */
    private record Position(StepMemory.Slot slot, String input, MemorySegment place) {}

    private final SteppedNetwork network;
    private final VariableStore memory;
    private final Program program;
    private final List<Position> positions;
    private final float[] numbers;
    private final int[] codes;
    private final MemorySegment input;
    private final ToldRoom told;
    private final float[] output;
    private final MemorySegment outputSegment;
    private long count;

    Steps(SteppedNetwork network) {
        this.network = network;
        memory = VariableStore.beside(network.weights(), network.memory());
        program = network.plan().instantiate(memory);
        positions = network.slots().stream().map(Steps::position).toList();
        TensorType type = network.network().input().type(1, network.voices());
        boolean ofCodes = network.network().input() instanceof Signal.Codes;
        numbers = new float[ofCodes ? 0 : Math.toIntExact(type.size())];
        codes = new int[ofCodes ? Math.toIntExact(type.size()) : 0];
        input = ofCodes ? MemorySegment.ofArray(codes) : MemorySegment.ofArray(numbers);
        told = new ToldRoom(network.network().conditions(), 1, network.voices());
        output = new float[network.network().outputs() * network.voices()];
        outputSegment = MemorySegment.ofArray(output);
    }

    private static Position position(StepMemory.Slot slot) {
        return new Position(slot, slot.input(), MemorySegment.ofArray(new int[1]));
    }

    /** Returns the next step's input {@code [channels, voices]}, to be filled; of no elements where it is codes. */
    public float[] input() {
        return numbers;
    }

    /** Returns the next step's input {@code [voices]} where it is codes, to be filled; else of no elements. */
    public int[] inputCodes() {
        return codes;
    }

    /** Returns what the network is told of each voice, to be filled; of what is told along it, that of the next step. */
    public ToldRoom told() {
        return told;
    }

    /** Goes one step on with what the input holds. Allocates nothing where the backend does not. */
    public void advance() {
        program.set(SteppedNetwork.INPUT, input);
        told.feed(program);
        for (int i = 0; i < positions.size(); i++) {
            Position position = positions.get(i);
            position.place().set(ValueLayout.JAVA_INT, 0, position.slot().after(count));
            program.set(position.input(), position.place());
        }
        program.run();
        if (count < network.first()) {
            forgetTooEarly();
        }
        count++;
    }

    /** Before a layer has anything to read, it has remembered what it would read there all the same. */
    private void forgetTooEarly() {
        for (StepMemory.Cell cell : network.cells()) {
            if (count < cell.first()) {
                memory.set(cell.variable(), Tensor.zeros(cell.variable().type()));
            }
        }
    }

    /** Returns how many steps have been gone. */
    public long count() {
        return count;
    }

    /** Returns whether the last step has an output: a network that pads nothing needs some steps before it has one. */
    public boolean hasOutput() {
        return count > network.first();
    }

    /**
     * Returns the last step's output, {@code [outputs, voices]}; the array is reused.
     *
     * @throws IllegalStateException if it has none
     */
    public float[] output() {
        if (!hasOutput()) {
            throw new IllegalStateException(
                    "after " + count + " steps there is no output; the first comes after " + (network.first() + 1L));
        }
        program.get(SteppedNetwork.OUTPUT, outputSegment);
        return output;
    }

    /** Returns copies of what is remembered. */
    public SequencedMap<Variable, Tensor> memory() {
        return memory.snapshot();
    }

    /**
     * Goes on from where other sequences of the same network stood. The output there is not known until the next step.
     *
     * @param steps how many had been gone
     * @param remembered a value for each of the network's {@link SteppedNetwork#memory}
     */
    public void restore(long steps, SequencedMap<Variable, Tensor> remembered) {
        if (steps < 0 || !remembered.keySet().containsAll(network.memory())) {
            throw new IllegalArgumentException(steps + " steps, of which is remembered " + remembered.keySet());
        }
        memory.restore(remembered);
        count = steps;
    }

    /** Begins anew. */
    public void reset() {
        network.memory().forEach(variable -> memory.set(variable, Tensor.zeros(variable.type())));
        count = 0;
    }

    @Override
    public void close() {
        program.close();
        memory.close();
    }
}
