package io.tidecast.core.conformance;

import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Seeded tensors, the same in every run. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** Returns F32 elements of mean 0 and deviation 1. */
    Tensor gaussian(int... dims) {
        return filled(random::nextGaussian, dims);
    }

    /** Returns F32 elements of mean 0 and a given deviation. */
    Tensor scaled(double deviation, int... dims) {
        return filled(() -> deviation * random.nextGaussian(), dims);
    }

    /** Returns F32 elements in [0.25, 3). */
    Tensor positive(int... dims) {
        return filled(() -> 0.25 + 2.75 * random.nextDouble(), dims);
    }

    /** Returns F32 elements of magnitude 0.5 to 2, of either sign. */
    Tensor awayFromZero(int... dims) {
        return filled(() -> (random.nextBoolean() ? 1 : -1) * (0.5 + 1.5 * random.nextDouble()), dims);
    }

    /** Returns F32 elements that are small integers, many of them equal. */
    Tensor ties(int... dims) {
        return filled(() -> random.nextInt(5) - 2, dims);
    }

    /** Returns I32 elements from {@code low} to before {@code high}. */
    Tensor integers(int low, int high, int... dims) {
        Tensor tensor = Tensor.zeros(TensorType.i32(dims));
        for (int i = 0; i < tensor.type().size(); i++) {
            tensor.set(i, random.nextInt(low, high));
        }
        return tensor;
    }

    /** Returns an F32 scalar. */
    static Tensor scalar(double value) {
        return Tensor.of(TensorType.f32(), value);
    }

    /** Returns an I32 scalar. */
    static Tensor index(int value) {
        return Tensor.of(TensorType.i32(), value);
    }

    private static Tensor filled(DoubleSupplier next, int... dims) {
        Tensor tensor = Tensor.zeros(TensorType.f32(dims));
        for (int i = 0; i < tensor.type().size(); i++) {
            tensor.set(i, next.getAsDouble());
        }
        return tensor;
    }
}
