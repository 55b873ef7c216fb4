package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Loop;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * A plain recurrent layer over a sequence, as Keras' {@code SimpleRNN}: {@code h' = tanh(x·W + h·U + b)}, from
 * {@code x [channels, time, batch]}, {@code kernel [channels, u]}, {@code recurrent [u, u]}, {@code bias [u]} and the
 * first state {@code h0 [u, batch]} to all states {@code [u, time, batch]}.
 */
public record SimpleRnn() implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        return List.of(Recurrence.infer(inputs, 1, 1, 1));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value projected = Recurrence.project(inputs.get(0), inputs.get(1), inputs.get(3));
        return Loop.scan(
                        List.of(inputs.get(4)),
                        List.of(new Loop.Along(projected, 1)),
                        List.of(inputs.get(2)),
                        false,
                        (carries, slices, constants) -> {
                            Value hidden = Ops.matmul(constants.getFirst(), true, carries.getFirst(), false);
                            Value next = Ops.tanh(Ops.add(slices.getFirst(), hidden));
                            return new Loop.StepResult(List.of(next), List.of(new Loop.Along(next, 1)));
                        })
                .stacked();
    }
}
