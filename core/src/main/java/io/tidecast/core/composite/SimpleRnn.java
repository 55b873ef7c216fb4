package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Loop;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
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
        Inference.arity(inputs, 5);
        TensorType x = inputs.get(0);
        Inference.floating(x);
        inputs.forEach(input -> Inference.sameDType(x, input));
        Inference.rank(x, 3, "x");
        Inference.rank(inputs.get(2), 2, "the recurrent kernel");
        int units = inputs.get(2).shape().dim(0);
        Inference.shape(inputs.get(1), Shape.of(x.shape().dim(0), units), "the kernel");
        Inference.shape(inputs.get(2), Shape.of(units, units), "the recurrent kernel");
        Inference.shape(inputs.get(3), Shape.of(units), "the bias");
        Inference.shape(inputs.get(4), Shape.of(units, x.shape().dim(2)), "the first state");
        Inference.check(x.shape().dim(1) > 0, "a sequence of no steps");
        return List.of(x.withShape(Shape.of(units, x.shape().dim(1), x.shape().dim(2))));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value projected = Projection.overTime(inputs.get(0), inputs.get(1), inputs.get(3));
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
