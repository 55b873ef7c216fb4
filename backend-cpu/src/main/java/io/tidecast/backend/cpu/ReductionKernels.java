package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.Reduction;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.backend.cpu.kernel.Workers;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Many elements combined into one: neighbouring axes at once, the last ones first. */
final class ReductionKernels {
    private static final int LINE = 16;

    private ReductionKernels() {}

    /** One stretch of neighbouring axes that are combined, between those before and those after. */
    private record Pass(int outer, int reduced, int inner) {
        int results() {
            return outer * inner;
        }
    }

    static KernelFactory reduce(Reduce reduce, Shape in, Workers workers) {
        List<Pass> passes = passes(reduce, in);
        if (passes.isEmpty()) {
            return LayoutKernels.copy((int) in.size());
        }
        int between = 0;
        for (Pass pass : passes.subList(0, passes.size() - 1)) {
            between += (pass.results() + LINE - 1) / LINE * LINE;
        }
        boolean sums = reduce.kind() == Reduce.Kind.SUM;
        return new CpuKernel(
                (inputs, outputs, scratch) -> bind(passes, sums, inputs[0], outputs[0], scratch, workers),
                Aliasing.NONE,
                between + Reduction.scratch(workers));
    }

    private static List<Pass> passes(Reduce reduce, Shape in) {
        List<Pass> passes = new ArrayList<>();
        int inner = 1;
        int axis = in.rank() - 1;
        while (axis >= 0) {
            if (!reduce.axes().contains(axis)) {
                inner *= in.dim(axis--);
                continue;
            }
            int reduced = 1;
            while (axis >= 0 && reduce.axes().contains(axis)) {
                reduced *= in.dim(axis--);
            }
            int outer = 1;
            for (int before = 0; before <= axis; before++) {
                outer *= in.dim(before);
            }
            passes.add(new Pass(outer, reduced, inner));
        }
        return passes;
    }

    private static Kernel bind(
            List<Pass> passes, boolean sums, Span input, Span output, Span scratch, Workers workers) {
        Reduction[] reductions = new Reduction[passes.size()];
        Span work = scratch;
        Span next = scratch.plus((Reduction.scratch(workers) + LINE - 1) / LINE * LINE);
        Span source = input;
        for (int i = 0; i < reductions.length; i++) {
            Pass pass = passes.get(i);
            Span target = i == reductions.length - 1 ? output : next;
            reductions[i] =
                    new Reduction(sums, pass.outer(), pass.reduced(), pass.inner(), source, target, work, workers);
            source = target;
            next = next.plus((pass.results() + LINE - 1) / LINE * LINE);
        }
        return () -> {
            for (Reduction reduction : reductions) {
                reduction.run();
            }
        };
    }
}
