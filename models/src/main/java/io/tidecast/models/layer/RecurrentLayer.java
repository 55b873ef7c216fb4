package io.tidecast.models.layer;

import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.Lstm;
import io.tidecast.core.composite.SimpleRnn;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** A recurrent layer that starts from a state of zeros and gives its state at every step. */
public record RecurrentLayer(String name, Cell cell, int channels, int units) implements Layer {
    /** What is computed at each step. */
    public enum Cell {
        /** {@link SimpleRnn}. */
        SIMPLE_RNN("SimpleRNN", 1),
        /** {@link Lstm}. */
        LSTM("LSTM", 4),
        /** {@link Gru}. */
        GRU("GRU", 3);

        private final String label;
        private final int gates;

        Cell(String label, int gates) {
            this.label = label;
            this.gates = gates;
        }
    }

    @Override
    public String description() {
        return cell.label + " " + units + " units";
    }

    private Parameter kernel() {
        int columns = cell.gates * units;
        return Parameter.of(name, "kernel", new Initializer.GlorotUniform(channels, columns), channels, columns);
    }

    private Parameter recurrent() {
        return Parameter.of(name, "recurrent_kernel", new Initializer.OrthogonalRows(), units, cell.gates * units);
    }

    private Parameter bias() {
        return switch (cell) {
            case SIMPLE_RNN -> Parameter.of(name, "bias", new Initializer.Zeros(), units);
            case LSTM -> Parameter.of(name, "bias", new Initializer.OnesWithin(units, 2 * units), 4 * units);
            case GRU -> Parameter.of(name, "bias", new Initializer.Zeros(), 2, 3 * units);
        };
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(kernel(), recurrent(), bias());
    }

    @Override
    public int outputChannels() {
        return units;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input.afterRecurrence();
    }

    /** Drops channels as a whole, as Keras' recurrent layers do. */
    @Override
    public Value dropped(Value x, Dropout dropout) {
        return dropout.held(x);
    }

    @Override
    public Value apply(Value x) {
        GraphBuilder builder = x.builder();
        Value start = Ops.filled(builder, x.type().withShape(Shape.of(units, x.dim(2))), 0);
        return switch (cell) {
            case SIMPLE_RNN -> apply(new SimpleRnn(), x, start).getFirst();
            case LSTM -> apply(new Lstm(false), x, start, start).getFirst();
            case GRU -> apply(new Gru(true), x, start).getFirst();
        };
    }

    /** Remembers the state, and an LSTM's memory. */
    @Override
    public Value step(Value x, StepMemory memory) {
        StepMemory.Ring state = memory.state(name + "/state", units);
        Value y = switch (cell) {
            case SIMPLE_RNN -> apply(new SimpleRnn(), x, state.read()).getFirst();
            case LSTM -> {
                StepMemory.Ring inner = memory.state(name + "/memory", units);
                List<Value> results = apply(new Lstm(true), x, state.read(), inner.read());
                inner.write(results.getLast());
                yield results.getFirst();
            }
            case GRU -> apply(new Gru(false), x, state.read()).getFirst();
        };
        state.write(y);
        return y;
    }

    private List<Value> apply(Composite recurrence, Value x, Value... first) {
        GraphBuilder builder = x.builder();
        List<Value> operands = new ArrayList<>();
        operands.add(x);
        parameters().forEach(parameter -> operands.add(builder.read(parameter.variable())));
        operands.addAll(List.of(first));
        return builder.applyAll(recurrence, operands);
    }
}
