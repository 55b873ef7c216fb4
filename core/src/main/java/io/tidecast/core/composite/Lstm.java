package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Loop;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * A long short-term memory over a sequence, as Keras' {@code LSTM}: from {@code x [channels, time, batch]},
 * {@code kernel [channels, 4u]}, {@code recurrent [u, 4u]}, {@code bias [4u]} and the first state and memory
 * {@code h0, c0 [u, batch]} to all states {@code [u, time, batch]}. Columns stand in the order i, f, c, o:
 *
 * <pre>
 * i, f, o = σ(x·W + h·U + b)      g = tanh(x·W_c + h·U_c + b_c)
 * c' = f ⊙ c + i ⊙ g              h' = o ⊙ tanh c'
 * </pre>
 *
 * @param handingOn whether the memory after the last step, {@code [u, batch]}, is a second output, from which a sequence
 *     can be gone on with
 */
public record Lstm(boolean handingOn) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        TensorType y = Recurrence.infer(inputs, 4, 1, 2);
        return handingOn ? List.of(y, inputs.get(5)) : List.of(y);
    }

    @Override
    public Op trimmed(int count) {
        return handingOn && count <= 1 ? new Lstm(false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        int units = inputs.get(2).dim(0);
        Value projected = Recurrence.project(inputs.get(0), inputs.get(1), inputs.get(3));
        Loop.LoopResult states = Loop.scan(
                List.of(inputs.get(4), inputs.get(5)),
                List.of(new Loop.Along(projected, 1)),
                List.of(inputs.get(2)),
                false,
                (carries, slices, constants) -> step(carries, slices.getFirst(), constants.getFirst(), units));
        return handingOn ? List.of(states.stacked().getFirst(), states.carries().getLast()) : states.stacked();
    }

    private static Loop.StepResult step(List<Value> carries, Value input, Value recurrent, int units) {
        Value gates = Ops.add(input, Ops.matmul(recurrent, true, carries.get(0), false));
        Value i = Ops.sigmoid(Layout.slice(gates, 0, 0, units));
        Value f = Ops.sigmoid(Layout.slice(gates, 0, units, 2 * units));
        Value g = Ops.tanh(Layout.slice(gates, 0, 2 * units, 3 * units));
        Value o = Ops.sigmoid(Layout.slice(gates, 0, 3 * units, 4 * units));
        Value memory = Ops.add(Ops.multiply(f, carries.get(1)), Ops.multiply(i, g));
        Value state = Ops.multiply(o, Ops.tanh(memory));
        return new Loop.StepResult(List.of(state, memory), List.of(new Loop.Along(state, 1)));
    }
}
