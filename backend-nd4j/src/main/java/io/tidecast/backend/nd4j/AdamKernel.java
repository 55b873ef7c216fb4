package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Operands;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.composite.AdamStep;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Adam by ND4J's {@code adam_updater}, which computes its step size from a learning rate and a count of steps. It is told
 * to be at its first step, and of the learning rate that makes the step size ours there: α (1−β₁) / √(1−β₂).
 */
final class AdamKernel implements Kernel {
    private static final int FIRST_SCALAR = 4;

    private final Operands operands;
    private final double correction;
    private final Nd4jBuffer rate;
    private final Nd4jBuffer scaled;
    private final long size;
    private final Kernel update;

    private AdamKernel(AdamStep adam, long size, Operands operands, NativeScope scope) {
        this.operands = operands;
        this.size = size;
        float beta1 = (float) adam.beta1();
        float beta2 = (float) adam.beta2();
        correction = (1.0 - beta1) / Math.sqrt(1.0 - beta2);
        Workspace workspace = new Workspace(operands.scratch());
        scaled = workspace.take(size);
        Nd4jBuffer change = workspace.take(size);
        rate = workspace.take(1);
        Nd4jBuffer constants = scope.constants(beta1, beta2, (float) adam.epsilon());
        update = Kernels.inOrder(
                new NativeOperation(
                        "adam_updater",
                        scope,
                        List.of(
                                scope.vector(scaled, size),
                                scope.vector(operands.input(3), size),
                                scope.vector(operands.input(2), size),
                                scope.vector(rate, 1),
                                scope.vector(constants, 1),
                                scope.vector(constants.from(1), 1),
                                scope.vector(constants.from(2), 1)),
                        List.of(
                                scope.vector(change, size),
                                scope.vector(operands.output(2), size),
                                scope.vector(operands.output(1), size)),
                        0),
                NativeFunction.SUBTRACT.of(
                        scope.library(),
                        scope.vector(operands.input(0), size),
                        scope.vector(change, size),
                        scope.vector(operands.output(0), size)));
    }

    static KernelFactory of(NativeLibrary library, AdamStep adam, long size) {
        return new Nd4jKernel(
                library,
                (operands, scope) -> new AdamKernel(adam, size, operands, scope),
                AdamKernel::inPlace,
                Workspace.bytes(size, size, 1));
    }

    /** The parameter and the moments may be changed where they lie. */
    private static boolean inPlace(int input, int output) {
        return input == (output == 0 ? 0 : output + 1);
    }

    @Override
    public void run() {
        if (operands.input(FIRST_SCALAR + 2).get(0) == 0) {
            keep(operands.input(0), operands.output(0));
            keep(operands.input(2), operands.output(1));
            keep(operands.input(3), operands.output(2));
            return;
        }
        float scale = operands.input(FIRST_SCALAR + 1).get(0);
        Nd4jBuffer gradient = operands.input(1);
        for (long i = 0; i < size; i++) {
            scaled.set(i, scale * gradient.get(i));
        }
        rate.set(0, (float) (operands.input(FIRST_SCALAR).get(0) * correction));
        update.run();
    }

    private static void keep(Nd4jBuffer from, Nd4jBuffer to) {
        if (!from.liesWhere(to)) {
            MemorySegment.copy(from.segment(), 0, to.segment(), 0, to.bytes());
        }
    }
}
