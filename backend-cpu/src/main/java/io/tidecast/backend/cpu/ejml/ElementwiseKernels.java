package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.type.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;

/** Functions of each element alone. Integers are computed as 32-bit integers and wrap around as in Java. */
final class ElementwiseKernels {
    private ElementwiseKernels() {}

    static KernelFactory unary(Unary.Kind kind, DType dtype) {
        return each(dtype.isFloating() ? floating(kind) : integer(kind));
    }

    static KernelFactory binary(Binary.Kind kind, DType dtype) {
        return each(dtype.isFloating() ? floating(kind) : integer(kind));
    }

    static KernelFactory compare(Compare.Kind kind) {
        return each(
                switch (kind) {
                    case LESS -> (x, y) -> x < y ? 1 : 0;
                    case LESS_EQUAL -> (x, y) -> x <= y ? 1 : 0;
                    case EQUAL -> (x, y) -> x == y ? 1 : 0;
                });
    }

    static KernelFactory cast(DType from, DType to) {
        return each(from.isFloating() && !to.isFloating() ? x -> (int) x : x -> x);
    }

    static KernelFactory select() {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer condition = inputs.get(0);
                    EjmlBuffer whenTrue = inputs.get(1);
                    EjmlBuffer whenFalse = inputs.get(2);
                    return () -> {
                        for (int i = 0; i < output.size(); i++) {
                            output.set(i, condition.get(i) != 0 ? whenTrue.get(i) : whenFalse.get(i));
                        }
                    };
                },
                Aliasing.ANY_INPUT);
    }

    private static DoubleUnaryOperator floating(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Math::signum;
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case SQRT -> Math::sqrt;
            case TANH -> Math::tanh;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case RELU -> x -> Math.max(x, 0);
            case FLOOR -> Math::floor;
            case RECIPROCAL -> x -> 1 / x;
        };
    }

    private static DoubleUnaryOperator integer(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> x -> -(int) x;
            case ABS -> x -> wrappingAbs((int) x);
            case SIGN -> Math::signum;
            case EXP, LOG, SQRT, TANH, SIGMOID, RELU, FLOOR, RECIPROCAL ->
                throw new IllegalArgumentException(kind + " of integers");
        };
    }

    private static int wrappingAbs(int x) {
        return x < 0 ? -x : x;
    }

    private static DoubleBinaryOperator floating(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> (x, y) -> x + y;
            case SUBTRACT -> (x, y) -> x - y;
            case MULTIPLY -> (x, y) -> x * y;
            case DIVIDE -> (x, y) -> x / y;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
        };
    }

    private static DoubleBinaryOperator integer(Binary.Kind kind) {
        IntBinaryOperator function = switch (kind) {
            case ADD -> (x, y) -> x + y;
            case SUBTRACT -> (x, y) -> x - y;
            case MULTIPLY -> (x, y) -> x * y;
            case DIVIDE -> (x, y) -> y == 0 ? 0 : x / y;
            case MAXIMUM -> Math::max;
            case MINIMUM -> Math::min;
        };
        return (x, y) -> function.applyAsInt((int) x, (int) y);
    }

    private static KernelFactory each(DoubleUnaryOperator function) {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.getFirst();
                    return () -> {
                        for (int i = 0; i < output.size(); i++) {
                            output.set(i, function.applyAsDouble(x.get(i)));
                        }
                    };
                },
                Aliasing.ANY_INPUT);
    }

    private static KernelFactory each(DoubleBinaryOperator function) {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.get(0);
                    EjmlBuffer y = inputs.get(1);
                    return () -> {
                        for (int i = 0; i < output.size(); i++) {
                            output.set(i, function.applyAsDouble(x.get(i), y.get(i)));
                        }
                    };
                },
                Aliasing.ANY_INPUT);
    }
}
