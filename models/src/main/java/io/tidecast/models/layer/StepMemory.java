package io.tidecast.models.layer;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What the layers of a network remember from one step to the next while it is traced for one step: the variables that
 * hold it, and how they are read and changed.
 *
 * <p>A value of {@code n} steps before is kept in a ring of {@code n} slots, of which each step reads one and writes it
 * anew, so that time per step does not depend on {@code n}. Rings begin as zeros, which are causal padding's.
 *
 * <p>Behind a stride {@code s} a layer's neighbouring steps lie {@code s} steps of the network's input apart. A step of
 * the network is one of its input, and each gives an output, as if the sequence began {@code 0} to {@code s − 1} steps
 * later: the {@code s} sequences are remembered side by side, in rings that are {@code s} times as long. Layers before
 * the stride are shared by all of them, so these must not tell where a sequence begins: they pad nothing and hand on no
 * state.
 *
 * <p>Where layers work at a slower rate, on groups of steps, they are computed at every step all the same, out of what has
 * come of the group. Their rings have a slot for each group, which is overwritten until the group is whole, and one more,
 * so that what is read is not what is being overwritten; see {@link #slowed}.
 */
public final class StepMemory {
    /**
     * A variable that a layer remembers something in.
     *
     * @param variable zeros at the beginning
     * @param first the first step of the network's input, counted from 0, of which it may keep something; after those
     *     before it must be made zeros again
     */
    public record Cell(Variable variable, int first) {}

    /**
     * At which slot rings of a length stand.
     *
     * @param length how many slots they have
     * @param every how many steps of the network a slot is for
     * @param ahead how many slots after the present one the one in question stands
     */
    public record Slot(int length, int every, int ahead) {
        /** Returns the name of the input that tells it. */
        public String input() {
            return "slot of " + length + (every == 1 ? "" : " every " + every) + (ahead == 0 ? "" : " and " + ahead);
        }

        /** Returns which slot it is after a number of steps. */
        public int after(long steps) {
            return (int) ((steps / every + ahead) % length);
        }
    }

    private final GraphBuilder builder;
    private final int voices;
    private final List<Cell> cells;
    private final SequencedMap<Slot, Value> slots;
    private final int every;
    private int stride = 1;
    private int first;
    private int reach;
    private boolean handsOn;

    /**
     * Makes an empty memory.
     *
     * @param voices how many sequences go through time together
     */
    public StepMemory(GraphBuilder builder, int voices) {
        this(builder, voices, new ArrayList<>(), new LinkedHashMap<>(), 1);
    }

    private StepMemory(GraphBuilder builder, int voices, List<Cell> cells, SequencedMap<Slot, Value> slots, int every) {
        this.builder = builder;
        this.voices = voices;
        this.cells = cells;
        this.slots = slots;
        this.every = every;
    }

    /** Returns the variables, in the order of the layers. */
    public List<Cell> cells() {
        return Collections.unmodifiableList(cells);
    }

    /** Returns all slots that are told, each by an input of its own. */
    public List<Slot> slots() {
        return List.copyOf(slots.keySet());
    }

    /** Returns the first step of the network's input, counted from 0, at which there is an output. */
    public int first() {
        return first;
    }

    /**
     * Returns memory for layers of which a step is a group of those so far, counted from the first one: at every step of
     * the network they are computed out of what has come of the group, and remember what they do of groups.
     *
     * @param owner the name of what they belong to
     * @param group how many steps a group has
     * @throws InputException if the steps so far are not those of the network
     */
    StepMemory slowed(String owner, int group) {
        if (first > 0 || stride > 1 || every > 1) {
            throw new InputException(owner + ": groups of " + group + " steps are counted behind what leaves out steps,"
                    + " and are not remembered for each beginning; forecast whole windows instead");
        }
        handsOn = true;
        StepMemory slow = new StepMemory(builder, voices, cells, slots, group);
        slow.handsOn = true;
        return slow;
    }

    /** Returns where in its group of steps the present one stands, counted from 0: an I32 scalar. */
    Value within(int group) {
        return told(new Slot(group, 1, 0));
    }

    private Value told(Slot slot) {
        return slots.computeIfAbsent(slot, any -> builder.input(any.input(), TensorType.i32()));
    }

    /**
     * Says that the layers that follow read every {@code by}th step alone.
     *
     * @param owner the layer's name
     * @throws InputException if what they read depends on where the sequence begins, which is another step for each of
     *     the thinned sequences
     */
    void thin(String owner, int by) {
        boolean padded = reach > first;
        if (by > 1 && (padded || handsOn)) {
            throw new InputException(
                    owner + ": a stride of " + by + " thins out what depends on where the window begins ("
                            + (handsOn ? "a recurrent layer" : "causal padding")
                            + " comes before it), and is not remembered for each beginning; forecast whole windows instead");
        }
        stride = Math.multiplyExact(stride, by);
    }

    /** Says that the layers that follow have nothing to read at the first {@code steps} steps of the layers so far. */
    void skip(int steps) {
        first = Math.addExact(first, Math.multiplyExact(steps, stride));
    }

    /**
     * Remembers a value, and returns it behind those that were remembered before: {@code [channels, count, voices]}, oldest
     * first, {@code distance} steps apart.
     *
     * @param owner the layer's name
     * @param x {@code [channels, 1, voices]}
     */
    Value window(String owner, Value x, int count, int distance) {
        return count == 1 ? x : Layout.concat(1, past(owner, x, count, distance), x);
    }

    /**
     * Remembers a value as {@link #window} does, and returns those that were remembered before alone, count − 1 of them
     * along the second axis.
     *
     * @param x of any number of channels and voices, in either order: {@code [·, 1, ·]}
     * @param count at least 2
     */
    Value past(String owner, Value x, int count, int distance) {
        int apart = Math.multiplyExact(distance, stride);
        reach = Math.addExact(reach, Math.multiplyExact(count - 1, apart));
        Ring ring = ring(owner + "/past", apart, x.dim(0), count - 1, x.dim(2));
        Value past = ring.read();
        ring.write(count == 2 ? x : Layout.concat(1, Layout.slice(past, 1, 1, count - 1), x));
        return past;
    }

    /**
     * Remembers what a value adds to the steps after its own, and returns the sum of what this and those before it add to
     * this one: {@code [channels, 1, voices]}.
     *
     * @param owner the layer's name
     * @param parts what is added to this step and to each of those after it, {@code [channels, count, voices]}, with a count
     *     of at least 2
     */
    Value arrived(String owner, Value parts) {
        int later = parts.dim(1) - 1;
        reach = Math.addExact(reach, Math.multiplyExact(later, stride));
        Ring ring = ring(owner + "/coming", stride, parts.dim(0), later, parts.dim(2));
        Value sums = Ops.add(Layout.pad(ring.read(), 1, 0, 1, 0), parts);
        ring.write(Layout.slice(sums, 1, 1, later + 1));
        return Layout.slice(sums, 1, 0, 1);
    }

    /** Returns memory for what a layer hands on from each step to the next: {@code [units, voices]}. */
    Ring state(String name, int units) {
        handsOn = true;
        return ring(name, stride, units, voices);
    }

    private Ring ring(String name, int length, int... dims) {
        TensorType type = TensorType.f32(dims);
        int slots = every == 1 ? length : length + 1;
        Variable variable = new Variable(name, type.withShape(type.shape().inserting(0, slots)));
        cells.add(new Cell(variable, first));
        return new Ring(variable, type, slots);
    }

    /**
     * Values of one type, of which a step reads the one that was written as many steps ago as there are slots; of groups
     * of steps it reads the one after the present one, which is as many groups old as there are other slots.
     */
    final class Ring {
        private final Variable variable;
        private final TensorType type;
        private final int length;

        private Ring(Variable variable, TensorType type, int length) {
            this.variable = variable;
            this.type = type;
            this.length = length;
        }

        /** Returns the oldest value. */
        Value read() {
            Value all = builder.read(variable);
            return Layout.reshape(
                    length == 1 ? all : Layout.dynamicSlice(all, 0, 1, slot(every == 1 ? 0 : 1)), type.shape());
        }

        /** Puts a value in the oldest one's place. */
        void write(Value value) {
            Value placed = Layout.reshape(value, type.shape().inserting(0, 1));
            Value all = builder.read(variable);
            builder.assign(variable, length == 1 ? placed : Layout.dynamicUpdate(all, placed, 0, slot(0)));
        }

        private Value slot(int ahead) {
            return told(new Slot(length, every, ahead));
        }
    }
}
