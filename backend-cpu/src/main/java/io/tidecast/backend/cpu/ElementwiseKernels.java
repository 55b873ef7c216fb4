package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.Arithmetic;
import io.tidecast.backend.cpu.kernel.Elementwise;
import io.tidecast.backend.cpu.kernel.Exponential;
import io.tidecast.backend.cpu.kernel.IntegerArithmetic;
import io.tidecast.backend.cpu.kernel.Logarithm;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.type.DType;

/** Functions of the elements at one index; any operand may be overwritten. */
final class ElementwiseKernels {
    private final int size;
    private final Workers workers;

    ElementwiseKernels(int size, Workers workers) {
        this.size = size;
        this.workers = workers;
    }

    KernelFactory unary(Unary.Kind kind) {
        return kernel(
                switch (kind) {
                    case NEGATE -> Arithmetic::negate;
                    case ABS -> Arithmetic::abs;
                    case SIGN -> Arithmetic::sign;
                    case EXP -> Exponential::exp;
                    case LOG -> Logarithm::log;
                    case SQRT -> Arithmetic::sqrt;
                    case TANH -> Exponential::tanh;
                    case SIGMOID -> Exponential::sigmoid;
                    case RELU -> Arithmetic::relu;
                    case FLOOR -> Arithmetic::floor;
                    case RECIPROCAL -> Arithmetic::reciprocal;
                });
    }

    KernelFactory integerUnary(Unary.Kind kind) {
        return kernel(
                switch (kind) {
                    case NEGATE -> IntegerArithmetic.unary(x -> -x);
                    case ABS -> IntegerArithmetic.unary(Math::abs);
                    case SIGN -> IntegerArithmetic.unary(Integer::signum);
                    case EXP, LOG, SQRT, TANH, SIGMOID, RELU, FLOOR, RECIPROCAL ->
                        throw new IllegalArgumentException(kind + " of integers");
                });
    }

    KernelFactory binary(Binary.Kind kind) {
        return kernel(
                switch (kind) {
                    case ADD -> Arithmetic::add;
                    case SUBTRACT -> Arithmetic::subtract;
                    case MULTIPLY -> Arithmetic::multiply;
                    case DIVIDE -> Arithmetic::divide;
                    case MAXIMUM -> Arithmetic::maximum;
                    case MINIMUM -> Arithmetic::minimum;
                });
    }

    KernelFactory integerBinary(Binary.Kind kind) {
        return kernel(
                switch (kind) {
                    case ADD -> IntegerArithmetic.binary(Integer::sum);
                    case SUBTRACT -> IntegerArithmetic.binary((a, b) -> a - b);
                    case MULTIPLY -> IntegerArithmetic.binary((a, b) -> a * b);
                    case DIVIDE -> IntegerArithmetic.binary(IntegerArithmetic::divide);
                    case MAXIMUM -> IntegerArithmetic.binary(Math::max);
                    case MINIMUM -> IntegerArithmetic.binary(Math::min);
                });
    }

    KernelFactory compare(Compare.Kind kind) {
        return kernel(
                switch (kind) {
                    case LESS -> Arithmetic::less;
                    case LESS_EQUAL -> Arithmetic::lessEqual;
                    case EQUAL -> Arithmetic::equal;
                });
    }

    KernelFactory integerCompare(Compare.Kind kind) {
        return kernel(
                switch (kind) {
                    case LESS -> IntegerArithmetic.binary((a, b) -> a < b ? 1 : 0);
                    case LESS_EQUAL -> IntegerArithmetic.binary((a, b) -> a <= b ? 1 : 0);
                    case EQUAL -> IntegerArithmetic.binary((a, b) -> a == b ? 1 : 0);
                });
    }

    KernelFactory select(boolean integers) {
        return kernel(integers ? IntegerArithmetic::select : Arithmetic::select);
    }

    KernelFactory cast(DType from, DType to) {
        if (from == to) {
            return LayoutKernels.copy(size);
        }
        return kernel(to == DType.I32 ? IntegerArithmetic::fromFloats : IntegerArithmetic::toFloats);
    }

    private KernelFactory kernel(Elementwise.OneOperand function) {
        return kernel(function.body());
    }

    private KernelFactory kernel(Elementwise.TwoOperands function) {
        return kernel(function.body());
    }

    private KernelFactory kernel(Elementwise.Body body) {
        return new CpuKernel(
                (inputs, outputs, scratch) -> new Elementwise(body, inputs, outputs, size, workers)::run,
                Aliasing.ANY_INPUT);
    }
}
