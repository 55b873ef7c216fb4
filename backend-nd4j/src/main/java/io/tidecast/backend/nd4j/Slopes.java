package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import io.tidecast.core.composite.Activation;
import java.util.Optional;

/** The functions at the end of a layer, and their gradients from their values. */
final class Slopes {
    private Slopes() {}

    /** Returns what applies a function in place, if it is one. */
    static Optional<Kernel> activation(Activation activation, Nd4jBuffer x, long size, NativeScope scope) {
        NativeLibrary library = scope.library();
        return switch (activation) {
            case NONE -> Optional.empty();
            case RELU ->
                Optional.of(() -> {
                    for (long i = 0; i < size; i++) {
                        x.set(i, Math.max(x.get(i), 0f));
                    }
                });
            case TANH -> Optional.of(NativeFunction.TANH.of(library, scope.vector(x, size), scope.vector(x, size)));
            case SIGMOID ->
                Optional.of(NativeFunction.SIGMOID.of(library, scope.vector(x, size), scope.vector(x, size)));
        };
    }

    /** Returns what makes the gradient by the operand from the value and the gradient by it, unless they are the same. */
    static Optional<Kernel> gradient(
            Activation activation, Nd4jBuffer y, Nd4jBuffer dy, Nd4jBuffer dx, long size, NativeScope scope) {
        NativeLibrary library = scope.library();
        if (activation == Activation.NONE) {
            return Optional.empty();
        }
        if (activation == Activation.RELU) {
            return Optional.of(() -> {
                for (long i = 0; i < size; i++) {
                    dx.set(i, dy.get(i) * (y.get(i) > 0 ? 1 : 0));
                }
            });
        }
        NativeArray value = scope.vector(y, size);
        NativeArray slope = scope.vector(dx, size);
        Kernel toSlope = activation == Activation.SIGMOID
                ? NativeFunction.TIMES_ONE_MINUS.of(library, value, slope)
                : Kernels.inOrder(
                        NativeFunction.SQUARE.of(library, value, slope),
                        NativeFunction.ONE_MINUS.of(library, slope, slope));
        return Optional.of(
                Kernels.inOrder(toSlope, NativeFunction.MULTIPLY.of(library, slope, scope.vector(dy, size), slope)));
    }
}
