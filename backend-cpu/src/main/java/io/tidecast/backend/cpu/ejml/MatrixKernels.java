package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.type.Shape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.MatrixMatrixMult_DDRM;

/**
 * Matrix products through EJML, whose matrices own their memory: operands are copied in and the product out. All products
 * of a thread use the same matrices, which have grown to the largest of them: a long network's would take more memory
 * than its values.
 */
final class MatrixKernels {
    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

    private MatrixKernels() {}

    /** What a product is computed in. */
    private static final class Workspace {
        private final DMatrixRMaj left = new DMatrixRMaj(0, 0);
        private final DMatrixRMaj right = new DMatrixRMaj(0, 0);
        private final DMatrixRMaj result = new DMatrixRMaj(0, 0);
    }

    static KernelFactory product(MatMul product, Shape leftShape, Shape rightShape, Shape resultShape) {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.get(0);
                    EjmlBuffer y = inputs.get(1);
                    return () -> {
                        Workspace matrices = OF_THREAD.get();
                        copyIn(x, matrices.left, leftShape);
                        copyIn(y, matrices.right, rightShape);
                        matrices.result.reshape(resultShape.dim(0), resultShape.dim(1));
                        multiply(product, matrices.left, matrices.right, matrices.result);
                        System.arraycopy(matrices.result.data, 0, output.elements(), output.start(), output.size());
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

    private static void copyIn(EjmlBuffer source, DMatrixRMaj target, Shape shape) {
        target.reshape(shape.dim(0), shape.dim(1));
        System.arraycopy(source.elements(), source.start(), target.data, 0, source.size());
    }
}
