package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.type.Shape;

/** Matrix products. */
final class MatrixKernels {
    private MatrixKernels() {}

    static KernelFactory product(NativeLibrary library, MatMul product, Shape left, Shape out) {
        int rows = out.dim(0);
        int columns = out.dim(1);
        int inner = left.dim(product.transposeLeft() ? 0 : 1);
        return new Nd4jKernel(
                library,
                (operands, scope) -> inner == 0
                        ? () -> operands.output().segment().fill((byte) 0)
                        : new NativeProduct(
                                scope.floats(operands.input(0).segment()),
                                product.transposeLeft(),
                                scope.floats(operands.input(1).segment()),
                                product.transposeRight(),
                                scope.floats(operands.output().segment()),
                                rows,
                                inner,
                                columns),
                Aliasing.NONE);
    }
}
