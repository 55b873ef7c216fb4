package io.tidecast.core.grad;

import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Cast;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Concat;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.DynamicUpdate;
import io.tidecast.core.graph.Gather;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.RandomUniform;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.ScatterAdd;
import io.tidecast.core.graph.Select;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.op.SlopesFromValue;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gradient rule of each primitive: from the loss's gradient by its output to that by each of its inputs. */
final class PrimitiveGradients {
    private PrimitiveGradients() {}

    /** Returns for each input of {@code node} the gradient that flows back from {@code dy}, null where none does. */
    static List<@Nullable Value> of(Primitive primitive, Node node, Value dy) {
        List<Value> in = node.inputs();
        Value y = node.outputs().getFirst();
        return switch (primitive) {
            case Unary unary -> one(unary(unary.kind(), in.getFirst(), y, dy));
            case Binary binary -> binary(binary.kind(), in.get(0), in.get(1), y, dy);
            case Compare compare -> none(2);
            case Select select -> {
                Value zero = Ops.zeros(dy);
                yield list(null, Ops.select(in.get(0), dy, zero), Ops.select(in.get(0), zero, dy));
            }
            case Cast cast ->
                one(
                        in.getFirst().dtype().isFloating()
                                ? Ops.cast(dy, in.getFirst().dtype())
                                : null);
            case MatMul product -> matmul(product, in.get(0), in.get(1), dy);
            case Reduce reduce -> one(reduce(reduce, in.getFirst(), y, dy));
            case Broadcast broadcast ->
                one(Ops.sum(
                        dy,
                        IntStream.range(0, broadcast.shape().rank())
                                .filter(axis -> !broadcast.axes().contains(axis))
                                .toArray()));
            case Reshape reshape -> one(Layout.reshape(dy, in.getFirst().shape()));
            case Transpose transpose -> one(Layout.transpose(dy, inverse(transpose.permutation())));
            case Slice slice ->
                one(dy.builder().apply(padOf(slice, in.getFirst().shape(), y.shape()), dy));
            case Pad pad -> one(dy.builder().apply(sliceOf(pad, in.getFirst().shape()), dy));
            case Concat concat -> concat(concat.axis(), in, dy);
            case DynamicSlice slice ->
                list(Layout.dynamicUpdate(Ops.zeros(in.getFirst()), dy, slice.axis(), in.get(1)), null);
            case DynamicUpdate update -> {
                Value change = in.get(1);
                yield list(
                        Layout.dynamicUpdate(dy, Ops.zeros(change), update.axis(), in.get(2)),
                        Layout.dynamicSlice(dy, update.axis(), change.dim(update.axis()), in.get(2)),
                        null);
            }
            case Gather gather ->
                list(Layout.scatterAdd(dy, in.get(1), in.getFirst().dim(0)), null);
            case ScatterAdd scatter -> list(Layout.gather(dy, in.get(1)), null);
            case Iota iota -> none(0);
            case RandomUniform random -> none(2);
        };
    }

    private static @Nullable Value unary(Unary.Kind kind, Value x, Value y, Value dy) {
        return switch (kind) {
            case NEGATE -> Ops.negate(dy);
            case ABS -> Ops.multiply(dy, Ops.sign(x));
            case SIGN, FLOOR -> null;
            case EXP -> Ops.multiply(dy, y);
            case LOG -> Ops.divide(dy, x);
            case SQRT -> Ops.divide(Ops.multiply(dy, 0.5), y);
            case TANH -> SlopesFromValue.tanh(y, dy);
            case SIGMOID -> SlopesFromValue.sigmoid(y, dy);
            case RELU -> SlopesFromValue.relu(y, dy);
            case RECIPROCAL -> Ops.negate(Ops.multiply(dy, Ops.square(y)));
        };
    }

    private static List<@Nullable Value> binary(Binary.Kind kind, Value a, Value b, Value y, Value dy) {
        return switch (kind) {
            case ADD -> list(dy, dy);
            case SUBTRACT -> list(dy, Ops.negate(dy));
            case MULTIPLY -> list(Ops.multiply(dy, b), Ops.multiply(dy, a));
            case DIVIDE -> {
                Value byDividend = Ops.divide(dy, b);
                yield list(byDividend, Ops.negate(Ops.multiply(byDividend, y)));
            }
            // where both are equal the left one counts, so that exactly one of them gets the gradient
            case MAXIMUM -> chosen(Ops.lessEqual(b, a), dy);
            case MINIMUM -> chosen(Ops.lessEqual(a, b), dy);
        };
    }

    private static List<@Nullable Value> chosen(Value leftCounts, Value dy) {
        return list(Ops.multiply(dy, leftCounts), Ops.multiply(dy, Ops.subtract(1, leftCounts)));
    }

    private static List<@Nullable Value> matmul(MatMul product, Value a, Value b, Value dy) {
        boolean ta = product.transposeLeft();
        boolean tb = product.transposeRight();
        Value da = ta ? Ops.matmul(b, tb, dy, true) : Ops.matmul(dy, false, b, !tb);
        Value db = tb ? Ops.matmul(dy, true, a, ta) : Ops.matmul(a, !ta, dy, false);
        return list(da, db);
    }

    private static Value reduce(Reduce reduce, Value x, Value y, Value dy) {
        int[] kept = IntStream.range(0, x.shape().rank())
                .filter(axis -> !reduce.axes().contains(axis))
                .toArray();
        Value spread = Ops.broadcast(dy, x.shape(), kept);
        return switch (reduce.kind()) {
            case SUM -> spread;
            case MAX -> {
                // equal largest elements share the gradient, as in JAX
                Value largest = Ops.equal(x, Ops.broadcast(y, x.shape(), kept));
                int[] axes = reduce.axes().stream().mapToInt(Integer::intValue).toArray();
                Value share = Ops.broadcast(Ops.sum(largest, axes), x.shape(), kept);
                yield Ops.divide(Ops.multiply(spread, largest), share);
            }
        };
    }

    private static int[] inverse(List<Integer> permutation) {
        int[] inverse = new int[permutation.size()];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[permutation.get(axis)] = axis;
        }
        return inverse;
    }

    private static Pad padOf(Slice slice, Shape from, Shape to) {
        List<Integer> high = new ArrayList<>();
        List<Integer> interior = new ArrayList<>();
        List<Integer> low = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            int stride = slice.strides().get(axis);
            int count = to.dim(axis);
            int covered = count == 0 ? 0 : (count - 1) * stride + 1;
            low.add(slice.starts().get(axis));
            interior.add(stride - 1);
            high.add(from.dim(axis) - slice.starts().get(axis) - covered);
        }
        return new Pad(low, high, interior);
    }

    private static Slice sliceOf(Pad pad, Shape from) {
        List<Integer> limits = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            int stride = pad.interior().get(axis) + 1;
            int count = from.dim(axis);
            limits.add(pad.low().get(axis) + (count == 0 ? 0 : (count - 1) * stride + 1));
            strides.add(stride);
        }
        return new Slice(pad.low(), limits, strides);
    }

    private static List<@Nullable Value> concat(int axis, List<Value> parts, Value dy) {
        List<@Nullable Value> gradients = new ArrayList<>();
        int start = 0;
        for (Value part : parts) {
            int limit = start + part.dim(axis);
            gradients.add(Layout.slice(dy, axis, start, limit));
            start = limit;
        }
        return gradients;
    }

    private static List<@Nullable Value> one(@Nullable Value gradient) {
        return Collections.singletonList(gradient);
    }

    private static List<@Nullable Value> none(int count) {
        return Collections.nCopies(count, null);
    }

    private static List<@Nullable Value> list(@Nullable Value... gradients) {
        return Arrays.asList(gradients);
    }
}
