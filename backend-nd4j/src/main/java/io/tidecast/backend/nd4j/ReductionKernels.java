package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.type.Shape;

/**
 * Many elements combined into one, in loops over the native memory: ND4J's sum adds floats one by one, which is off by
 * 1e-4 of the sum of 32,000, and its largest loses what is not a number.
 */
final class ReductionKernels {
    private ReductionKernels() {}

    static KernelFactory reduce(NativeLibrary library, Reduce reduce, Shape in, Shape out) {
        int[] strides = new int[in.rank()];
        for (int axis = 0, kept = 0; axis < in.rank(); axis++) {
            if (!reduce.axes().contains(axis)) {
                strides[axis] = out.strides()[kept++];
            }
        }
        return new Nd4jKernel(
                library,
                (operands, _) -> new Reduction(
                        reduce.kind(), in.dims(), strides, operands.input(0), operands.output(), (int) out.size()),
                Aliasing.NONE);
    }
}
