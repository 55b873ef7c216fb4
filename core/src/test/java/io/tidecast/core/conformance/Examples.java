package io.tidecast.core.conformance;

import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Cast;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Concat;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.DynamicUpdate;
import io.tidecast.core.graph.Gather;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.RandomUniform;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.ScatterAdd;
import io.tidecast.core.graph.Select;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Results written down by hand, so that the reference itself is held against something. */
final class Examples {
    static final double TOLERANCE = 1e-6;
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    /** An operation of constants, and what it should give. */
    record Example(String name, Graph graph, Tensor expected) {}

    private Examples() {}

    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        addUnary(all);
        addBinary(all);
        addChoices(all);
        addSums(all);
        addLayout(all);
        addIndexing(all);
        return all;
    }

    private static void addUnary(List<Example> all) {
        unary(all, Unary.Kind.NEGATE, of(1.5, -2, INFINITY, NAN), of(-1.5, 2, -INFINITY, NAN));
        unary(all, Unary.Kind.ABS, of(1.5, -2, -INFINITY, NAN), of(1.5, 2, INFINITY, NAN));
        unary(all, Unary.Kind.SIGN, of(3, -0.5, 0, INFINITY, NAN), of(1, -1, 0, 1, NAN));
        unary(all, Unary.Kind.EXP, of(0, 1, -1, 200, -200, NAN), of(1, 2.7182818, 0.36787945, INFINITY, 0, NAN));
        unary(
                all,
                Unary.Kind.LOG,
                of(1, 2, 10, 0, INFINITY, -1),
                of(0, 0.6931472, 2.3025851, -INFINITY, INFINITY, NAN));
        unary(all, Unary.Kind.SQRT, of(4, 2, 0, INFINITY, -1), of(2, 1.4142135, 0, INFINITY, NAN));
        unary(
                all,
                Unary.Kind.TANH,
                of(0, 0.5, -1, INFINITY, -INFINITY, NAN),
                of(0, 0.46211716, -0.7615942, 1, -1, NAN));
        unary(
                all,
                Unary.Kind.SIGMOID,
                of(0, 1, -2, INFINITY, -INFINITY, NAN),
                of(0.5, 0.7310586, 0.11920292, 1, 0, NAN));
        unary(all, Unary.Kind.RELU, of(2, -2, 0, INFINITY, -INFINITY, NAN), of(2, 0, 0, INFINITY, 0, NAN));
        unary(all, Unary.Kind.FLOOR, of(2.7, -2.1, -3, INFINITY, NAN), of(2, -3, -3, INFINITY, NAN));
        unary(all, Unary.Kind.RECIPROCAL, of(4, -0.5, 0, INFINITY, NAN), of(0.25, -2, INFINITY, 0, NAN));
        unary(all, Unary.Kind.NEGATE, integers(3, Integer.MIN_VALUE), integers(-3, Integer.MIN_VALUE));
        unary(all, Unary.Kind.ABS, integers(-3, Integer.MIN_VALUE), integers(3, Integer.MIN_VALUE));
        unary(all, Unary.Kind.SIGN, integers(-3, 0, 9), integers(-1, 0, 1));
    }

    private static void unary(List<Example> all, Unary.Kind kind, Tensor x, Tensor expected) {
        add(all, new Unary(kind), expected, x);
    }

    private static void addBinary(List<Example> all) {
        Tensor x = of(6, -7.5, 1, 0, NAN);
        Tensor y = of(-4, 2.5, 0, 0, 1);
        add(all, new Binary(Binary.Kind.ADD), of(2, -5, 1, 0, NAN), x, y);
        add(all, new Binary(Binary.Kind.SUBTRACT), of(10, -10, 1, 0, NAN), x, y);
        add(all, new Binary(Binary.Kind.MULTIPLY), of(-24, -18.75, 0, 0, NAN), x, y);
        add(all, new Binary(Binary.Kind.DIVIDE), of(-1.5, -3, INFINITY, NAN, NAN), x, y);
        add(all, new Binary(Binary.Kind.MAXIMUM), of(6, 2.5, 1, 0, NAN), x, y);
        add(all, new Binary(Binary.Kind.MINIMUM), of(-4, -7.5, 0, 0, NAN), x, y);
        Tensor a = integers(7, -7, 5, Integer.MAX_VALUE, Integer.MIN_VALUE);
        Tensor b = integers(2, 2, 0, 2, -1);
        add(all, new Binary(Binary.Kind.ADD), integers(9, -5, 5, -2147483647, Integer.MAX_VALUE), a, b);
        add(all, new Binary(Binary.Kind.SUBTRACT), integers(5, -9, 5, 2147483645, -2147483647), a, b);
        add(all, new Binary(Binary.Kind.MULTIPLY), integers(14, -14, 0, -2, Integer.MIN_VALUE), a, b);
        add(all, new Binary(Binary.Kind.DIVIDE), integers(3, -3, 0, 1073741823, Integer.MIN_VALUE), a, b);
        add(all, new Binary(Binary.Kind.MAXIMUM), integers(7, 2, 5, Integer.MAX_VALUE, -1), a, b);
        add(all, new Binary(Binary.Kind.MINIMUM), integers(2, -7, 0, 2, Integer.MIN_VALUE), a, b);
    }

    private static void addChoices(List<Example> all) {
        Tensor x = of(1, 2, 3, NAN, 1, -0.0, -INFINITY);
        Tensor y = of(2, 2, 1, 1, NAN, 0, INFINITY);
        add(all, new Compare(Compare.Kind.LESS), of(1, 0, 0, 0, 0, 0, 1), x, y);
        add(all, new Compare(Compare.Kind.LESS_EQUAL), of(1, 1, 0, 0, 0, 1, 1), x, y);
        add(all, new Compare(Compare.Kind.EQUAL), of(0, 1, 0, 0, 0, 1, 0), x, y);
        add(all, new Compare(Compare.Kind.LESS), integers(1, 0, 0), integers(-1, 0, 1), integers(0, 0, 0));
        add(all, new Select(), of(10, 2, 30, 40), of(1, 0, -5, NAN), of(10, 20, 30, 40), of(1, 2, 3, 4));
        add(all, new Select(), of(10, 2), of(1, -0.0), of(10, NAN), of(NAN, 2));
        add(
                all,
                new Cast(DType.I32),
                integers(2, -2, 0, Integer.MAX_VALUE, Integer.MIN_VALUE),
                of(2.9, -2.9, NAN, 3e9, -INFINITY));
        add(all, new Cast(DType.F32), of(3, -4), integers(3, -4));
    }

    private static void addSums(List<Example> all) {
        Tensor x = of(1, 2, 3, 4, 5, 6);
        Tensor matrix = shaped(x, 2, 3);
        Tensor right = shaped(of(1, 0, 2, -1, 0, 3), 3, 2);
        add(all, new MatMul(false, false), shaped(of(5, 7, 14, 13), 2, 2), matrix, right);
        add(all, new MatMul(true, true), shaped(of(5, 14, 7, 13), 2, 2), right, matrix);
        add(all, new MatMul(false, true), shaped(of(14, 32, 32, 77), 2, 2), matrix, matrix);
        add(all, new MatMul(true, false), shaped(of(17, 22, 27, 22, 29, 36, 27, 36, 45), 3, 3), matrix, matrix);
        Tensor empty = Tensor.zeros(TensorType.f32(2, 0));
        add(all, new MatMul(false, true), shaped(of(0, 0, 0, 0), 2, 2), empty, empty);
        add(all, new Reduce(Reduce.Kind.SUM, List.of(0)), of(5, 7, 9), matrix);
        add(all, new Reduce(Reduce.Kind.SUM, List.of(1)), of(6, 15), matrix);
        add(all, new Reduce(Reduce.Kind.SUM, List.of(0, 1)), Samples.scalar(21), matrix);
        add(all, new Reduce(Reduce.Kind.SUM, List.of(1)), of(0, 0), empty);
        add(all, new Reduce(Reduce.Kind.MAX, List.of(1)), of(3, 6), matrix);
        add(all, new Reduce(Reduce.Kind.MAX, List.of(1)), of(-INFINITY, -INFINITY), empty);
        add(all, new Reduce(Reduce.Kind.MAX, List.of(0)), Samples.scalar(NAN), of(1, NAN, 3));
        add(all, new Reduce(Reduce.Kind.MAX, List.of(0)), Samples.scalar(-2), of(-5, -2, -INFINITY));
    }

    private static void addLayout(List<Example> all) {
        Tensor matrix = shaped(of(1, 2, 3, 4, 5, 6), 2, 3);
        add(all, new Broadcast(Shape.of(2, 3), List.of(0)), shaped(of(1, 1, 1, 2, 2, 2), 2, 3), of(1, 2));
        add(all, new Broadcast(Shape.of(2, 3), List.of(1)), shaped(of(1, 2, 3, 1, 2, 3), 2, 3), of(1, 2, 3));
        add(all, new Reshape(Shape.of(3, 2)), shaped(of(1, 2, 3, 4, 5, 6), 3, 2), matrix);
        add(all, new Transpose(List.of(1, 0)), shaped(of(1, 4, 2, 5, 3, 6), 3, 2), matrix);
        Tensor box = shaped(of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 2, 3, 2);
        add(all, new Transpose(List.of(2, 0, 1)), shaped(of(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11), 2, 2, 3), box);
        add(all, new Slice(List.of(0, 1), List.of(2, 3), List.of(1, 1)), shaped(of(2, 3, 5, 6), 2, 2), matrix);
        add(all, new Slice(List.of(1, 0), List.of(2, 3), List.of(1, 2)), shaped(of(4, 6), 1, 2), matrix);
        add(all, new Pad(List.of(1), List.of(2), List.of(1)), of(0, 7, 0, 8, 0, 9, 0, 0), of(7, 8, 9));
        add(
                all,
                new Pad(List.of(0, 1), List.of(1, 0), List.of(0, 0)),
                shaped(of(0, 1, 2, 0, 3, 4, 0, 0, 0), 3, 3),
                shaped(of(1, 2, 3, 4), 2, 2));
        add(all, new Concat(0), of(1, 2, 3), of(1), of(2, 3));
        add(all, new Concat(1), shaped(of(1, 2, 3, 9, 4, 5, 6, 8), 2, 4), matrix, shaped(of(9, 8), 2, 1));
    }

    private static void addIndexing(List<Example> all) {
        Tensor x = of(10, 11, 12, 13);
        add(all, new DynamicSlice(0, 2), of(11, 12), x, Samples.index(1));
        add(all, new DynamicSlice(0, 2), of(12, 13), x, Samples.index(9));
        add(all, new DynamicSlice(0, 2), of(10, 11), x, Samples.index(-9));
        add(all, new DynamicUpdate(0), of(10, 1, 2, 13), x, of(1, 2), Samples.index(1));
        add(all, new DynamicUpdate(0), of(10, 11, 1, 2), x, of(1, 2), Samples.index(3));
        Tensor table = shaped(of(1, 2, 3, 4, 5, 6), 3, 2);
        add(all, new Gather(), shaped(of(5, 6, 1, 2, 5, 6, 1, 2), 4, 2), table, integers(2, 0, 7, -1));
        add(all, new ScatterAdd(3), shaped(of(6, 8, 0, 0, 3, 4), 3, 2), table, integers(-4, 5, 0));
        add(all, new Iota(TensorType.i32(2, 3), 1), shapedIntegers(2, 3, 0, 1, 2, 0, 1, 2));
        add(all, new Iota(TensorType.i32(2, 3), 0), shapedIntegers(2, 3, 0, 0, 0, 1, 1, 1));
        // the generator's published answers for a counter and a key of zeros: 6627e8d5 e169c58d bc57ac4c 9b00dbd8
        add(
                all,
                new RandomUniform(TensorType.f32(4), 0),
                of(0x6627e8p-24, 0xe169c5p-24, 0xbc57acp-24, 0x9b00dbp-24),
                integers(0, 0),
                Samples.index(0));
    }

    private static void add(List<Example> all, Op op, Tensor expected, Tensor... operands) {
        GraphBuilder builder = new GraphBuilder("example");
        Value[] values = Arrays.stream(operands).map(builder::constant).toArray(Value[]::new);
        builder.output("result", builder.apply(op, values));
        all.add(new Example(op + " of " + Arrays.toString(operands), builder.build(), expected));
    }

    private static Tensor of(double... values) {
        return Tensor.of(TensorType.f32(values.length), values);
    }

    private static Tensor integers(int... values) {
        return Tensor.of(values, values.length);
    }

    private static Tensor shapedIntegers(int rows, int columns, int... values) {
        return Tensor.of(values, rows, columns);
    }

    private static Tensor shaped(Tensor tensor, int... dims) {
        return Tensor.of(TensorType.f32(dims), tensor.doubles());
    }
}
