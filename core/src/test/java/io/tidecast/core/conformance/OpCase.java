package io.tidecast.core.conformance;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One operation on values of one shape.
 *
 * @param name what tells it from the others
 * @param op the operation, for a chosen floating element type
 * @param inputs what is given, floating tensors in F32
 * @param preparation computes the operation's operands from the inputs
 * @param tolerance how far an element may be from the reference's, over the larger of 1 and the reference's magnitude
 * @param smoothOutputs how many of the first outputs have a gradient that finite differences can be held against
 * @param comparableOutputs how many of the first outputs are the same on every backend; the order of the others' elements
 *     is each backend's own
 */
public record OpCase(
        String name,
        OpOf op,
        List<Tensor> inputs,
        Preparation preparation,
        double tolerance,
        int smoothOutputs,
        int comparableOutputs) {
    private static final double ROUNDING = 2e-6;

    /** An operation for a floating element type. */
    @FunctionalInterface
    public interface OpOf {
        /** Returns the operation on values of this type. */
        Op at(DType floating);
    }

    /** Computes operands from inputs. */
    @FunctionalInterface
    public interface Preparation {
        /** Adds what computes the operands. */
        List<Value> of(GraphBuilder builder, List<Value> inputs);
    }

    /** Returns a case of an operation that is the same for every element type. */
    static OpCase of(Op op, Tensor... inputs) {
        return of(_ -> op, inputs);
    }

    /** Returns a case of an operation whose element type is one of its attributes. */
    static OpCase of(OpOf op, Tensor... inputs) {
        String shapes =
                List.of(inputs).stream().map(input -> input.type().toString()).collect(Collectors.joining(" "));
        String name = op.at(DType.F32) + " " + shapes;
        int all = Integer.MAX_VALUE;
        return new OpCase(name, op, List.of(inputs), (_, given) -> given, ROUNDING, all, all);
    }

    OpCase named(String detail) {
        return new OpCase(name + " " + detail, op, inputs, preparation, tolerance, smoothOutputs, comparableOutputs);
    }

    OpCase within(double other) {
        return new OpCase(name, op, inputs, preparation, other, smoothOutputs, comparableOutputs);
    }

    OpCase prepared(Preparation other) {
        return new OpCase(name, op, inputs, other, tolerance, smoothOutputs, comparableOutputs);
    }

    /** Returns the case in which only the first outputs are the same on every backend, and only they have a gradient. */
    OpCase comparing(int outputs) {
        return new OpCase(name, op, inputs, preparation, tolerance, outputs, outputs);
    }

    /** Returns the first outputs, those that are the same on every backend. */
    <T> List<T> comparable(List<T> outputs) {
        return outputs.subList(0, Math.min(comparableOutputs, outputs.size()));
    }

    /** Returns the case without the gradient, for inputs at a kink, a jump or infinity. */
    OpCase withoutGradient() {
        return new OpCase(name, op, inputs, preparation, tolerance, 0, comparableOutputs);
    }

    /** Returns the case with the gradient of the first outputs only. */
    OpCase withGradientOf(int outputs) {
        return new OpCase(name, op, inputs, preparation, tolerance, outputs, comparableOutputs);
    }

    /** Returns the inputs with floating ones in the given type. */
    public List<Tensor> inputs(DType floating) {
        return inputs.stream()
                .map(input -> input.type().dtype().isFloating() ? input.to(floating) : input)
                .toList();
    }

    /** Declares the inputs {@code in0, in1, …}. */
    public List<Value> declare(GraphBuilder builder, DType floating) {
        List<Value> values = new ArrayList<>();
        for (Tensor input : inputs) {
            DType given = input.type().dtype();
            TensorType type = input.type().withDType(given.isFloating() ? floating : given);
            values.add(builder.input(inputName(values.size()), type));
        }
        return values;
    }

    /** Adds the operation, and returns its outputs. */
    public List<Value> apply(GraphBuilder builder, List<Value> declared, DType floating) {
        return builder.applyAll(op.at(floating), preparation.of(builder, declared));
    }

    /** Adds the decomposition of the operation, a composite, and returns its outputs. */
    public List<Value> decompose(GraphBuilder builder, List<Value> declared, DType floating) {
        return ((Composite) op.at(floating)).decompose(builder, preparation.of(builder, declared));
    }

    /** Returns the label of an input in a graph. */
    public static String inputName(int index) {
        return "in" + index;
    }

    @Override
    public String toString() {
        return name;
    }
}
