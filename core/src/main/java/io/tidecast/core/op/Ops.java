package io.tidecast.core.op;

import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Cast;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.graph.Select;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Arithmetic on values. A scalar operand is repeated to the other's shape; nothing else broadcasts by itself. */
public final class Ops {
    private Ops() {}

    /** Returns −x. */
    public static Value negate(Value x) {
        return unary(Unary.Kind.NEGATE, x);
    }

    /** Returns |x|. */
    public static Value abs(Value x) {
        return unary(Unary.Kind.ABS, x);
    }

    /** Returns −1, 0 or 1. */
    public static Value sign(Value x) {
        return unary(Unary.Kind.SIGN, x);
    }

    /** Returns eˣ. */
    public static Value exp(Value x) {
        return unary(Unary.Kind.EXP, x);
    }

    /** Returns the natural logarithm. */
    public static Value log(Value x) {
        return unary(Unary.Kind.LOG, x);
    }

    /** Returns √x. */
    public static Value sqrt(Value x) {
        return unary(Unary.Kind.SQRT, x);
    }

    /** Returns the hyperbolic tangent. */
    public static Value tanh(Value x) {
        return unary(Unary.Kind.TANH, x);
    }

    /** Returns 1 / (1 + e⁻ˣ). */
    public static Value sigmoid(Value x) {
        return unary(Unary.Kind.SIGMOID, x);
    }

    /** Returns max(x, 0). */
    public static Value relu(Value x) {
        return unary(Unary.Kind.RELU, x);
    }

    /** Returns 1 / x. */
    public static Value reciprocal(Value x) {
        return unary(Unary.Kind.RECIPROCAL, x);
    }

    /** Returns x². */
    public static Value square(Value x) {
        return multiply(x, x);
    }

    /** Returns x + y. */
    public static Value add(Value x, Value y) {
        return binary(Binary.Kind.ADD, x, y);
    }

    /** Returns x + y. */
    public static Value add(Value x, double y) {
        return add(x, scalar(x, y));
    }

    /** Returns x − y. */
    public static Value subtract(Value x, Value y) {
        return binary(Binary.Kind.SUBTRACT, x, y);
    }

    /** Returns x − y. */
    public static Value subtract(double x, Value y) {
        return subtract(scalar(y, x), y);
    }

    /** Returns x · y. */
    public static Value multiply(Value x, Value y) {
        return binary(Binary.Kind.MULTIPLY, x, y);
    }

    /** Returns x · y. */
    public static Value multiply(Value x, double y) {
        return multiply(x, scalar(x, y));
    }

    /** Returns x / y. */
    public static Value divide(Value x, Value y) {
        return binary(Binary.Kind.DIVIDE, x, y);
    }

    /** Returns the larger of x and y. */
    public static Value maximum(Value x, Value y) {
        return binary(Binary.Kind.MAXIMUM, x, y);
    }

    /** Returns the smaller of x and y. */
    public static Value minimum(Value x, Value y) {
        return binary(Binary.Kind.MINIMUM, x, y);
    }

    /** Returns 1 where x &lt; y, else 0. */
    public static Value less(Value x, Value y) {
        return compare(Compare.Kind.LESS, x, y);
    }

    /** Returns 1 where x ≤ y, else 0. */
    public static Value lessEqual(Value x, Value y) {
        return compare(Compare.Kind.LESS_EQUAL, x, y);
    }

    /** Returns 1 where x = y, else 0. */
    public static Value equal(Value x, Value y) {
        return compare(Compare.Kind.EQUAL, x, y);
    }

    /** Returns 1 where x is a finite number, else 0. */
    public static Value isFinite(Value x) {
        return equal(subtract(x, x), zeros(x));
    }

    /** Returns {@code whenTrue} where {@code condition} is not 0, else {@code whenFalse}; a scalar condition is repeated. */
    public static Value select(Value condition, Value whenTrue, Value whenFalse) {
        return condition.builder().apply(new Select(), repeat(condition, whenTrue.shape()), whenTrue, whenFalse);
    }

    /** Converts each element. */
    public static Value cast(Value x, DType dtype) {
        return x.dtype() == dtype ? x : x.builder().apply(new Cast(dtype), x);
    }

    /** Returns {@code [m,k]·[k,n]}. */
    public static Value matmul(Value x, Value y) {
        return matmul(x, false, y, false);
    }

    /** Returns the product of two matrices, each of which may be given transposed. */
    public static Value matmul(Value x, boolean transposeLeft, Value y, boolean transposeRight) {
        return x.builder().apply(new MatMul(transposeLeft, transposeRight), x, y);
    }

    /** Returns the sum along axes, which it drops. */
    public static Value sum(Value x, int... axes) {
        return reduce(Reduce.Kind.SUM, x, axes);
    }

    /** Returns the sum of all elements, a scalar. */
    public static Value sumAll(Value x) {
        return sum(x, IntStream.range(0, x.shape().rank()).toArray());
    }

    /** Returns the largest along axes, which it drops. */
    public static Value max(Value x, int... axes) {
        return reduce(Reduce.Kind.MAX, x, axes);
    }

    /** Repeats a value along new axes; axis {@code i} of x becomes axis {@code axes[i]} of the result. */
    public static Value broadcast(Value x, Shape shape, int... axes) {
        return x.shape().equals(shape)
                ? x
                : x.builder()
                        .apply(new Broadcast(shape, Arrays.stream(axes).boxed().toList()), x);
    }

    /** Returns a scalar of another value's element type. */
    public static Value scalar(Value like, double value) {
        return scalar(like.builder(), like.dtype(), value);
    }

    /** Returns a scalar. */
    public static Value scalar(GraphBuilder builder, DType dtype, double value) {
        return builder.constant(Tensor.of(new TensorType(dtype, Shape.SCALAR), value));
    }

    /** Returns zeros of another value's type. */
    public static Value zeros(Value like) {
        return filled(like.builder(), like.type(), 0);
    }

    /** Returns a value of one repeated number. */
    public static Value filled(GraphBuilder builder, TensorType type, double value) {
        return broadcast(scalar(builder, type.dtype(), value), type.shape());
    }

    private static Value unary(Unary.Kind kind, Value x) {
        return x.builder().apply(new Unary(kind), x);
    }

    private static Value binary(Binary.Kind kind, Value x, Value y) {
        return x.builder().apply(new Binary(kind), repeat(x, y.shape()), repeat(y, x.shape()));
    }

    private static Value compare(Compare.Kind kind, Value x, Value y) {
        return x.builder().apply(new Compare(kind), repeat(x, y.shape()), repeat(y, x.shape()));
    }

    private static Value reduce(Reduce.Kind kind, Value x, int... axes) {
        List<Integer> list = Arrays.stream(axes).boxed().toList();
        return x.builder().apply(new Reduce(kind, list), x);
    }

    private static Value repeat(Value x, Shape shape) {
        return x.shape().rank() == 0 ? broadcast(x, shape) : x;
    }
}
