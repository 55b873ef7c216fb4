package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.type.Shape;

/** Many elements combined into one, in row-major order. */
final class ReductionKernels {
    private ReductionKernels() {}

    static KernelFactory reduce(Reduce reduce, Shape in, Shape out) {
        int[] targetStrides = new int[in.rank()];
        for (int axis = 0, kept = 0; axis < in.rank(); axis++) {
            if (!reduce.axes().contains(axis)) {
                targetStrides[axis] = out.strides()[kept++];
            }
        }
        StridedLoop loop = new StridedLoop(
                switch (reduce.kind()) {
                    case SUM -> ReductionKernels::add;
                    case MAX -> ReductionKernels::largest;
                },
                in.dims(),
                in.strides(),
                targetStrides);
        double none = switch (reduce.kind()) {
            case SUM -> 0;
            case MAX -> Double.NEGATIVE_INFINITY;
        };
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer x = inputs.getFirst();
                    return () -> {
                        output.fill(none);
                        loop.run(x, 0, output, 0);
                    };
                },
                Aliasing.NONE);
    }

    private static void add(
            double[] source, int from, int sourceStride, double[] target, int to, int targetStride, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i * targetStride] += source[from + i * sourceStride];
        }
    }

    private static void largest(
            double[] source, int from, int sourceStride, double[] target, int to, int targetStride, int count) {
        for (int i = 0; i < count; i++) {
            int place = to + i * targetStride;
            target[place] = Math.max(target[place], source[from + i * sourceStride]);
        }
    }
}
