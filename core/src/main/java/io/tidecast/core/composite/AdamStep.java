package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * One step of Adam for one parameter as Keras computes it, with ε outside the bias correction (Kingma and Ba,
 * arXiv:1412.6980, the note after algorithm 1). Inputs: parameter {@code p}, gradient {@code g} and moments {@code m, v},
 * all of one type, then the scalars {@code stepSize} α = lr·√(1−β₂ᵗ)/(1−β₁ᵗ), {@code gradientScale} s and
 * {@code apply}. Outputs the next p, m and v, or the same ones where {@code apply} is 0:
 *
 * <pre>
 * m' = m + (1−β₁)(s·g − m)      v' = v + (1−β₂)((s·g)² − v)      p' = p − α·m'/(√v' + ε)
 * </pre>
 */
public record AdamStep(double beta1, double beta2, double epsilon) implements Composite {
    @Override
    public String name() {
        return "Adam";
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 7);
        TensorType parameter = Inference.same(inputs.subList(0, 4));
        Inference.floating(parameter);
        for (TensorType scalar : inputs.subList(4, 7)) {
            Inference.sameDType(parameter, scalar);
            Inference.shape(scalar, Shape.SCALAR, "each of stepSize, gradientScale and apply");
        }
        return List.of(parameter, parameter, parameter);
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value parameter = inputs.get(0);
        Value first = inputs.get(2);
        Value second = inputs.get(3);
        Value apply = inputs.get(6);
        Value gradient = Ops.multiply(inputs.get(1), inputs.get(5));
        Value nextFirst = Ops.add(first, Ops.multiply(Ops.subtract(gradient, first), 1 - beta1));
        Value nextSecond = Ops.add(second, Ops.multiply(Ops.subtract(Ops.square(gradient), second), 1 - beta2));
        Value direction = Ops.divide(nextFirst, Ops.add(Ops.sqrt(nextSecond), epsilon));
        Value next = Ops.subtract(parameter, Ops.multiply(direction, inputs.get(4)));
        return List.of(
                Ops.select(apply, next, parameter),
                Ops.select(apply, nextFirst, first),
                Ops.select(apply, nextSecond, second));
    }
}
