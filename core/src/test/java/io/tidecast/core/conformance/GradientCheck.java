package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The gradient of a random projection of a traced function's floating outputs, by graph and by finite differences. */
public final class GradientCheck {
    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 2e-5;
    private static final int ELEMENTS = 2;

    private GradientCheck() {}

    /** What is differentiated: given the builder and the declared inputs {@code in0, in1, …}, its outputs. */
    @FunctionalInterface
    public interface Traced {
        /** Adds the function's nodes. */
        List<Value> apply(GraphBuilder builder, List<Value> inputs);
    }

    /** Returns a graph of the projection alone. */
    public static Graph projection(List<TensorType> inputs, Traced function) {
        GraphBuilder builder = new GraphBuilder("projection");
        builder.output("loss", projected(builder, declare(builder, inputs), function));
        return builder.build();
    }

    /** Returns a graph of the projection and its gradient by each floating input. */
    public static Graph gradient(List<TensorType> inputs, Traced function) {
        GraphBuilder builder = new GraphBuilder("gradient");
        List<Value> declared = declare(builder, inputs);
        Value loss = projected(builder, declared, function);
        builder.output("loss", loss);
        List<Value> by =
                declared.stream().filter(value -> value.dtype().isFloating()).toList();
        for (Value gradient : Differentiator.gradient(loss, by)) {
            builder.output("gradient" + builder.build().outputs().size(), gradient);
        }
        return builder.build();
    }

    /**
     * Fails unless the gradient agrees with central differences, along a random direction of each input and for a few of
     * its elements.
     *
     * @param backend one that computes in double precision
     * @param inputs floating ones in F64
     */
    public static void assertAgreesWithDifferences(Backend backend, List<Tensor> inputs, Traced function) {
        List<TensorType> types = inputs.stream().map(Tensor::type).toList();
        List<Tensor> gradients = GraphRun.once(backend, gradient(types, function), inputs);
        Random random = new Random(97);
        try (GraphRun loss = new GraphRun(backend, projection(types, function), true)) {
            loss.of(inputs);
            int next = 1;
            for (int input = 0; input < inputs.size(); input++) {
                Tensor value = inputs.get(input);
                if (value.type().dtype().isFloating()) {
                    Tensor gradient = gradients.get(next++);
                    Tensor direction = Tensor.gaussian(value.type(), 1, random);
                    check(loss, input, value, gradient, direction, "along a direction of input " + input);
                    int size = (int) value.type().size();
                    for (int i = 0; i < Math.min(ELEMENTS, size); i++) {
                        int element = size <= ELEMENTS ? i : random.nextInt(size);
                        Tensor unit = Tensor.zeros(value.type());
                        unit.set(element, 1);
                        check(loss, input, value, gradient, unit, "by element " + element + " of input " + input);
                    }
                    loss.set(input, value);
                }
            }
        }
    }

    private static void check(GraphRun loss, int input, Tensor value, Tensor gradient, Tensor direction, String what) {
        double analytic = 0;
        double scale = 1;
        for (long i = 0; i < value.type().size(); i++) {
            analytic += gradient.get(i) * direction.get(i);
            scale += Math.abs(gradient.get(i) * direction.get(i));
        }
        loss.set(input, moved(value, direction, STEP));
        double above = loss.again().getFirst().get(0);
        loss.set(input, moved(value, direction, -STEP));
        double below = loss.again().getFirst().get(0);
        double numeric = (above - below) / (2 * STEP);
        if (!(Math.abs(analytic - numeric) <= TOLERANCE * scale)) {
            throw new AssertionError(String.format(
                    Locale.ROOT, "gradient %s is %s, finite differences give %s", what, analytic, numeric));
        }
    }

    private static Tensor moved(Tensor value, Tensor direction, double step) {
        Tensor moved = value.copy();
        for (long i = 0; i < value.type().size(); i++) {
            moved.set(i, value.get(i) + step * direction.get(i));
        }
        return moved;
    }

    private static List<Value> declare(GraphBuilder builder, List<TensorType> inputs) {
        List<Value> declared = new ArrayList<>();
        for (TensorType type : inputs) {
            declared.add(builder.input(OpCase.inputName(declared.size()), type));
        }
        return declared;
    }

    private static Value projected(GraphBuilder builder, List<Value> inputs, Traced function) {
        List<Value> outputs = function.apply(builder, inputs);
        Random random = new Random(89);
        Value loss = builder.constant(Tensor.zeros(new TensorType(floating(outputs), Shape.SCALAR)));
        for (Value output : outputs) {
            if (output.dtype().isFloating()) {
                Value weights = builder.constant(Tensor.gaussian(output.type(), 1, random));
                loss = Ops.add(loss, Ops.sumAll(Ops.multiply(output, weights)));
            }
        }
        return loss;
    }

    private static DType floating(List<Value> outputs) {
        return outputs.stream()
                .map(Value::dtype)
                .filter(DType::isFloating)
                .findFirst()
                .orElse(DType.F64);
    }
}
