package io.tidecast.core.conformance;

import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.Gather;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.RandomUniform;
import io.tidecast.core.graph.ScatterAdd;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Adds random operations to a builder, each on values that are there already. Values stay of moderate size, so that
 * finite differences can be trusted.
 */
final class RandomFunction {
    private static final int LARGEST = 600;
    private static final int HIGHEST_RANK = 4;

    private final GraphBuilder builder;
    private final DType floating;
    private final Random random;
    private final List<Value> pool;
    private final boolean loops;

    /**
     * @param given the values to begin with, among them a floating one, an I32 scalar and an I32 pair
     * @param loops whether loops are among the operations
     */
    RandomFunction(GraphBuilder builder, DType floating, Random random, List<Value> given, boolean loops) {
        this.builder = builder;
        this.floating = floating;
        this.random = random;
        this.pool = new ArrayList<>(given);
        this.loops = loops;
    }

    /** Adds about as many operations as {@code count}, and returns all values. */
    List<Value> add(int count) {
        for (int i = 0; i < count; i++) {
            List<Value> made = switch (random.nextInt(loops ? 11 : 10)) {
                case 0 -> List.of(unary(real()));
                case 1, 2 -> List.of(binary(real()));
                case 3 -> List.of(product(real()));
                case 4 -> List.of(reduction(real()));
                case 5, 6 -> List.of(layout(any()));
                case 7 -> List.of(indexed(real()));
                case 8 -> List.of(choice(real()));
                case 9 -> List.of(integers());
                default -> RandomLoop.add(this, random);
            };
            made.stream().filter(value -> value.type().size() <= LARGEST).forEach(pool::add);
        }
        return pool;
    }

    GraphBuilder builder() {
        return builder;
    }

    DType floating() {
        return floating;
    }

    Value real() {
        return pick(value -> value.dtype().isFloating()).orElseThrow();
    }

    Value any() {
        return pool.get(random.nextInt(pool.size()));
    }

    Optional<Value> pick(Predicate<Value> which) {
        List<Value> candidates = pool.stream().filter(which).toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    private Value partner(Value x) {
        return pick(value -> value.type().equals(x.type())).orElseThrow();
    }

    private Value unary(Value x) {
        return switch (random.nextInt(11)) {
            case 0 -> Ops.negate(x);
            case 1 -> Ops.abs(x);
            case 2 -> Ops.sign(x);
            case 3 -> Ops.exp(Ops.tanh(x));
            case 4 -> Ops.log(Ops.add(Ops.square(x), 1.5));
            case 5 -> Ops.sqrt(Ops.add(Ops.abs(x), 0.5));
            case 6 -> Ops.tanh(x);
            case 7 -> Ops.sigmoid(x);
            case 8 -> Ops.relu(x);
            case 9 -> Ops.multiply(floor(x), 0.25);
            default -> Ops.reciprocal(Ops.add(Ops.square(x), 1));
        };
    }

    private static Value floor(Value x) {
        // a fraction that no sum of small numbers hits
        Value scaled = Ops.add(Ops.multiply(x, 3), 0.2371);
        return x.builder().apply(new Unary(Unary.Kind.FLOOR), scaled);
    }

    private Value binary(Value x) {
        Value y = random.nextInt(4) == 0 ? Ops.scalar(x, random.nextInt(3) - 1) : partner(x);
        return switch (random.nextInt(6)) {
            case 0 -> Ops.multiply(Ops.add(x, y), 0.5);
            case 1 -> Ops.multiply(Ops.subtract(x, y), 0.5);
            case 2 -> Ops.tanh(Ops.multiply(x, y));
            case 3 -> Ops.divide(x, Ops.add(Ops.square(y), 1));
            case 4 -> Ops.maximum(x, y);
            default -> Ops.minimum(x, y);
        };
    }

    private Value product(Value x) {
        int columns = 1 + random.nextInt(4);
        Value left = asMatrix(x);
        Value right = pick(value -> value.dtype() == floating && value.type().size() == (long) left.dim(1) * columns)
                .map(value -> Layout.reshape(value, left.dim(1), columns))
                .orElseGet(() -> Layout.transpose(left, 1, 0));
        boolean transposeLeft = random.nextBoolean();
        boolean transposeRight = random.nextBoolean();
        Value a = transposeLeft ? Layout.transpose(left, 1, 0) : left;
        Value b = transposeRight ? Layout.transpose(right, 1, 0) : right;
        return Ops.tanh(Ops.multiply(Ops.matmul(a, transposeLeft, b, transposeRight), 0.5));
    }

    private static Value asMatrix(Value x) {
        Shape shape = x.shape();
        return switch (shape.rank()) {
            case 0 -> Layout.reshape(x, 1, 1);
            case 1 -> Layout.reshape(x, 1, shape.dim(0));
            case 2 -> x;
            default ->
                Layout.reshape(x, (int) (shape.size() / shape.dim(shape.rank() - 1)), shape.dim(shape.rank() - 1));
        };
    }

    private Value reduction(Value x) {
        int[] axes = axes(x.shape().rank());
        return random.nextBoolean() ? Ops.tanh(Ops.sum(x, axes)) : Ops.max(x, axes);
    }

    private int[] axes(int rank) {
        return IntStream.range(0, rank).filter(_ -> random.nextBoolean()).toArray();
    }

    private Value layout(Value x) {
        int rank = x.shape().rank();
        int axis = rank == 0 ? 0 : random.nextInt(rank);
        return switch (random.nextInt(rank == 0 ? 1 : 6)) {
            case 0 -> broadcast(x);
            case 1 -> Layout.reshape(x, (int) x.type().size());
            case 2 -> transposed(x);
            case 3 -> sliced(x);
            case 4 -> padded(x);
            default -> Layout.concat(axis, x, partner(x), x);
        };
    }

    private Value broadcast(Value x) {
        int rank = x.shape().rank();
        if (rank == HIGHEST_RANK) {
            return Layout.reshape(x, x.shape());
        }
        int inserted = random.nextInt(rank + 1);
        List<Integer> axes = IntStream.range(0, rank)
                .mapToObj(axis -> axis < inserted ? axis : axis + 1)
                .toList();
        return builder.apply(new Broadcast(x.shape().inserting(inserted, 1 + random.nextInt(3)), axes), x);
    }

    private Value transposed(Value x) {
        List<Integer> permutation =
                new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
        Collections.shuffle(permutation, random);
        return builder.apply(new Transpose(permutation), x);
    }

    private Value sliced(Value x) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> limits = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        for (int extent : x.shape().dims()) {
            int start = random.nextInt(extent);
            starts.add(start);
            limits.add(start + 1 + random.nextInt(extent - start));
            strides.add(1 + random.nextInt(2));
        }
        return builder.apply(new Slice(starts, limits, strides), x);
    }

    private Value padded(Value x) {
        int rank = x.shape().rank();
        return builder.apply(new Pad(counts(rank), counts(rank), counts(rank)), x);
    }

    private List<Integer> counts(int rank) {
        return IntStream.range(0, rank).mapToObj(_ -> random.nextInt(2)).toList();
    }

    private Value indexed(Value x) {
        Value index = pick(value -> value.type().equals(TensorType.i32())).orElseThrow();
        Value indices = pick(value -> value.dtype() == DType.I32).orElseThrow();
        int rank = x.shape().rank();
        if (rank == 0) {
            return Layout.scatterAdd(Layout.reshape(x, 1), Layout.reshape(index, 1), 3);
        }
        int axis = random.nextInt(rank);
        int size = 1 + random.nextInt(x.dim(axis));
        return switch (random.nextInt(4)) {
            case 0 -> Layout.dynamicSlice(x, axis, size, index);
            case 1 ->
                Layout.dynamicUpdate(x, builder.apply(new DynamicSlice(axis, size), partner(x), index), axis, index);
            case 2 -> rank + indices.shape().rank() > HIGHEST_RANK ? unary(x) : builder.apply(new Gather(), x, indices);
            default -> {
                Value rows =
                        Layout.dynamicSlice(builder.apply(new Iota(TensorType.i32(x.dim(0)), 0)), 0, x.dim(0), index);
                yield Ops.tanh(builder.apply(new ScatterAdd(2), x, rows));
            }
        };
    }

    private Value choice(Value x) {
        Value y = partner(x);
        Value condition = switch (random.nextInt(3)) {
            case 0 -> Ops.less(x, Ops.scalar(x, 0.1234));
            case 1 -> Ops.lessEqual(Ops.scalar(x, -0.1234), y);
            default -> uniform(x.shape());
        };
        return Ops.select(condition, y, Ops.multiply(x, 0.5));
    }

    private Value uniform(Shape shape) {
        Value seed = pick(value -> value.type().equals(TensorType.i32(2))).orElseThrow();
        Value step = pick(value -> value.type().equals(TensorType.i32())).orElseThrow();
        Value uniform = builder.apply(new RandomUniform(new TensorType(floating, shape), builder.size()), seed, step);
        return Ops.less(Ops.scalar(uniform, 0.5), uniform);
    }

    private Value integers() {
        Value x = pick(value -> value.dtype() == DType.I32).orElseThrow();
        return switch (random.nextInt(6)) {
            case 0 -> Ops.cast(real(), DType.I32);
            case 1 -> Ops.multiply(Ops.cast(Ops.add(x, Ops.scalar(x, 7)), floating), 1e-3);
            case 2 -> Ops.add(x, partner(x));
            case 3 -> Ops.divide(x, partner(x));
            case 4 -> Ops.negate(Ops.maximum(x, partner(x)));
            default -> builder.apply(new Iota(TensorType.i32(1 + random.nextInt(5), 2), random.nextInt(2)));
        };
    }
}
