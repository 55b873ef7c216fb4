package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.MatrixProduct;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.type.Shape;

/** Products of matrices. */
final class MatrixKernels {
    private MatrixKernels() {}

    static KernelFactory product(MatMul product, Shape left, Shape out, Workers workers) {
        int depth = left.dim(product.transposeLeft() ? 0 : 1);
        MatrixProduct.Form form = new MatrixProduct.Form(
                out.dim(0), out.dim(1), depth, product.transposeLeft(), product.transposeRight());
        return new CpuKernel(
                (inputs, outputs, scratch) ->
                        new MatrixProduct(form, inputs[0], inputs[1], outputs[0], scratch, workers)::run,
                Aliasing.NONE,
                form.scratch(workers));
    }
}
