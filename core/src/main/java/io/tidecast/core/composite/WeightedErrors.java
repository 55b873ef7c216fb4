package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the differences d between a forecast and a target, both {@code [outputs, time, batch]}, each with the weight
 * of its step, {@code [time, batch]}: {@code Σ w·d²} and {@code Σ w·|d|}, two scalars.
 */
public record WeightedErrors() implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 3);
        TensorType forecast = inputs.get(0);
        Inference.floating(forecast);
        Inference.rank(forecast, 3, "the forecast");
        Inference.sameDType(forecast, inputs.get(1));
        Inference.sameDType(forecast, inputs.get(2));
        Inference.shape(inputs.get(1), forecast.shape(), "the target");
        Inference.shape(inputs.get(2), forecast.shape().without(0), "the weights");
        TensorType sum = forecast.withShape(Shape.of());
        return List.of(sum, sum);
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value difference = Ops.subtract(inputs.get(0), inputs.get(1));
        Value weights = Ops.broadcast(inputs.get(2), difference.shape(), 1, 2);
        return List.of(
                Ops.sumAll(Ops.multiply(Ops.square(difference), weights)),
                Ops.sumAll(Ops.multiply(Ops.abs(difference), weights)));
    }

    /** Of the squares alone; where the sizes count too, the decomposition has it. */
    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        if (dy == null || outputGradients.get(1) != null) {
            return Optional.empty();
        }
        Value byForecast = builder.apply(new WeightedErrorsGradient(), inputs.get(0), inputs.get(1), inputs.get(2), dy);
        Value squares = Ops.square(Ops.subtract(inputs.get(0), inputs.get(1)));
        Value byStep = Ops.sum(squares, 0);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(byForecast);
        gradients.add(Ops.negate(byForecast));
        gradients.add(Ops.multiply(byStep, Ops.broadcast(dy, byStep.shape())));
        return Optional.of(gradients);
    }
}
