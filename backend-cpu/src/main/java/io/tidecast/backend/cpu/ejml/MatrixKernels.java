package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.type.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.MatrixMatrixMult_DDRM;

/** Matrix products through EJML, whose matrices own their memory: operands are copied in and the product out. */
final class MatrixKernels {
    private MatrixKernels() {}

    static KernelFactory product(MatMul product, Shape leftShape, Shape rightShape, Shape resultShape) {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.get(0);
                    EjmlBuffer y = inputs.get(1);
                    DMatrixRMaj left = matrix(leftShape);
                    DMatrixRMaj right = matrix(rightShape);
                    DMatrixRMaj result = matrix(resultShape);
                    return () -> {
                        copyIn(x, left);
                        copyIn(y, right);
                        multiply(product, left, right, result);
                        System.arraycopy(result.data, 0, output.elements(), output.start(), output.size());
                    };
                },
                Aliasing.ANY_INPUT);
    }

    private static void multiply(MatMul product, DMatrixRMaj left, DMatrixRMaj right, DMatrixRMaj result) {
        if (product.transposeLeft() && product.transposeRight()) {
            // CommonOps_DDRM would allocate a column for every product
            MatrixMatrixMult_DDRM.multTransAB(left, right, result);
        } else if (product.transposeLeft()) {
            CommonOps_DDRM.multTransA(left, right, result);
        } else if (product.transposeRight()) {
            CommonOps_DDRM.multTransB(left, right, result);
        } else {
            CommonOps_DDRM.mult(left, right, result);
        }
    }

    private static DMatrixRMaj matrix(Shape shape) {
        return new DMatrixRMaj(shape.dim(0), shape.dim(1));
    }

    private static void copyIn(EjmlBuffer source, DMatrixRMaj target) {
        System.arraycopy(source.elements(), source.start(), target.data, 0, source.size());
    }
}
