package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.type.DType;

/** Functions of each element alone: ND4J's where they are right, else those of {@link HostFunctions}. */
final class ElementwiseKernels {
    private final NativeLibrary library;
    private final DType dtype;
    private final long size;

    /** Makes kernels for results of a type and a number of elements, at least 1. */
    ElementwiseKernels(NativeLibrary library, DType dtype, long size) {
        this.library = library;
        this.dtype = dtype;
        this.size = size;
    }

    KernelFactory unary(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> unary(NativeFunction.NEGATE);
            case ABS -> unary(NativeFunction.ABS);
            case EXP -> unary(NativeFunction.EXP);
            case LOG -> unary(NativeFunction.LOG);
            case SQRT -> unary(NativeFunction.SQRT);
            case TANH -> unary(NativeFunction.TANH);
            case SIGMOID -> unary(NativeFunction.SIGMOID);
            case FLOOR -> unary(NativeFunction.FLOOR);
            case RECIPROCAL -> unary(NativeFunction.RECIPROCAL);
            case SIGN -> isInteger() ? unary(NativeFunction.SIGN) : host(HostFunctions::sign);
            case RELU -> host(HostFunctions::relu);
        };
    }

    KernelFactory binary(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> binary(NativeFunction.ADD);
            case SUBTRACT -> binary(NativeFunction.SUBTRACT);
            case MULTIPLY -> binary(NativeFunction.MULTIPLY);
            case DIVIDE -> isInteger() ? host(HostFunctions::quotient) : binary(NativeFunction.DIVIDE);
            case MAXIMUM -> isInteger() ? binary(NativeFunction.MAXIMUM) : host(HostFunctions::maximum);
            case MINIMUM -> isInteger() ? binary(NativeFunction.MINIMUM) : host(HostFunctions::minimum);
        };
    }

    /** Compares into truth values, and makes numbers of them. */
    KernelFactory compare(Compare.Kind kind) {
        NativeFunction comparison = switch (kind) {
            case LESS -> NativeFunction.LESS;
            case LESS_EQUAL -> NativeFunction.LESS_EQUAL;
            case EQUAL -> NativeFunction.EQUAL;
        };
        return new Nd4jKernel(
                library,
                (operands, scope) -> {
                    NativeArray truths = scope.truths(operands.scratch(), size);
                    return Kernels.inOrder(
                            comparison.of(
                                    library,
                                    scope.vector(operands.input(0), size, dtype),
                                    scope.vector(operands.input(1), size, dtype),
                                    truths),
                            NativeFunction.CONVERT.of(library, truths, scope.vector(operands.output(), size, dtype)));
                },
                Aliasing.ANY_INPUT,
                Math.ceilDiv(size, Float.BYTES) * Float.BYTES);
    }

    KernelFactory select() {
        return host(isInteger() ? HostFunctions::selectIntegers : HostFunctions::select);
    }

    KernelFactory cast(DType from) {
        if (from == DType.F32 && isInteger()) {
            return host(HostFunctions::truncate);
        }
        return new Nd4jKernel(
                library,
                (operands, scope) -> NativeFunction.CONVERT.of(
                        library,
                        scope.vector(operands.input(0), size, from),
                        scope.vector(operands.output(), size, dtype)),
                Aliasing.ANY_INPUT);
    }

    private boolean isInteger() {
        return dtype == DType.I32;
    }

    private KernelFactory unary(NativeFunction function) {
        return new Nd4jKernel(
                library,
                (operands, scope) -> function.of(
                        library,
                        scope.vector(operands.input(0), size, dtype),
                        scope.vector(operands.output(), size, dtype)),
                Aliasing.ANY_INPUT);
    }

    private KernelFactory binary(NativeFunction function) {
        return new Nd4jKernel(
                library,
                (operands, scope) -> function.of(
                        library,
                        scope.vector(operands.input(0), size, dtype),
                        scope.vector(operands.input(1), size, dtype),
                        scope.vector(operands.output(), size, dtype)),
                Aliasing.ANY_INPUT);
    }

    private KernelFactory host(HostFunctions.Loop loop) {
        return new Nd4jKernel(library, (operands, _) -> () -> loop.run(operands, size), Aliasing.ANY_INPUT);
    }
}
