package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Operands;
import io.tidecast.core.backend.Kernel;
import java.lang.foreign.MemorySegment;

/**
 * A GRU's states: the inputs of all steps in one product, then a loop over time whose product and elementwise functions
 * are bound once, to the memory of one step. ND4J's own {@code gru} has no bias of the recurrence.
 */
final class GruForward implements Kernel {
    private final GruForm form;
    private final boolean saving;
    private final Nd4jBuffer bias;
    private final Nd4jBuffer first;
    private final Nd4jBuffer projected;
    private final Nd4jBuffer recurrentBias;
    private final Nd4jBuffer hidden;
    private final Nd4jBuffer state;
    private final StepRows inputs;
    private final StepRows states;
    private final MemorySegment saved;
    private final MemorySegment gates;
    private final MemorySegment products;
    private final Kernel projection;
    private final Kernel step;

    GruForward(GruForm form, boolean saving, Operands operands, NativeScope scope) {
        this.form = form;
        this.saving = saving;
        int units = form.units();
        int size = form.state();
        bias = operands.input(3);
        first = operands.input(4);
        Workspace workspace = new Workspace(operands.scratch());
        projected = workspace.take(3L * units * form.columns());
        recurrentBias = workspace.take(3L * size);
        hidden = workspace.take(3L * size);
        state = workspace.take(size);
        // z, r and g, in whose place the inputs of the gates stand first
        Nd4jBuffer gate = workspace.take(3L * size);
        Nd4jBuffer change = workspace.take(size);
        inputs = new StepRows(projected.segment(), gate.segment(), 3 * units, form.time(), form.batch());
        states = new StepRows(operands.output().segment(), state.segment(), units, form.time(), form.batch());
        saved = saving ? operands.output(1).segment() : MemorySegment.NULL;
        Nd4jBuffer product = hidden.from(2L * size);
        gates = gate.segment();
        products = product.segment();
        projection = new NativeProduct(
                scope.floats(operands.input(1).segment()),
                true,
                scope.floats(operands.input(0).segment()),
                false,
                scope.floats(projected.segment()),
                3 * units,
                form.channels(),
                form.columns());
        step = step(scope, operands, gate, product, change);
    }

    static long scratchBytes(GruForm form) {
        long size = form.state();
        return Workspace.bytes(3L * form.units() * form.columns(), 3 * size, 3 * size, size, 3 * size, size);
    }

    private Kernel step(NativeScope scope, Operands operands, Nd4jBuffer gate, Nd4jBuffer product, Nd4jBuffer change) {
        int units = form.units();
        int size = form.state();
        NativeLibrary library = scope.library();
        NativeArray both = scope.vector(gate, 2L * size);
        NativeArray z = scope.vector(gate, size);
        NativeArray r = scope.vector(gate.from(size), size);
        NativeArray g = scope.vector(gate.from(2L * size), size);
        NativeArray h = scope.vector(state, size);
        NativeArray difference = scope.vector(change, size);
        return Kernels.inOrder(
                new NativeProduct(
                        scope.floats(operands.input(2).segment()),
                        true,
                        3 * units,
                        scope.floats(state.segment()),
                        false,
                        form.batch(),
                        scope.floats(hidden.segment()),
                        form.batch(),
                        3 * units,
                        units,
                        form.batch(),
                        1),
                NativeFunction.ADD.of(library, both, scope.vector(hidden, 2L * size), both),
                NativeFunction.SIGMOID.of(library, both, both),
                NativeFunction.MULTIPLY.of(library, r, scope.vector(product, size), difference),
                NativeFunction.ADD.of(library, g, difference, g),
                NativeFunction.TANH.of(library, g, g),
                NativeFunction.SUBTRACT.of(library, h, g, difference),
                NativeFunction.MULTIPLY.of(library, z, difference, difference),
                NativeFunction.ADD.of(library, g, difference, h));
    }

    @Override
    public void run() {
        int gateRows = 3 * form.units();
        projection.run();
        for (int row = 0; row < gateRows; row++) {
            projected.add(row * (long) form.columns(), form.columns(), bias.get(row));
            recurrentBias.fill(row * (long) form.batch(), form.batch(), bias.get(gateRows + row));
        }
        MemorySegment.copy(first.segment(), 0, state.segment(), 0, state.bytes());
        for (int t = 0; t < form.time(); t++) {
            inputs.take(t);
            MemorySegment.copy(recurrentBias.segment(), 0, hidden.segment(), 0, hidden.bytes());
            step.run();
            states.put(t);
            if (saving) {
                long place = t * (gates.byteSize() + products.byteSize());
                MemorySegment.copy(gates, 0, saved, place, gates.byteSize());
                MemorySegment.copy(products, 0, saved, place + gates.byteSize(), products.byteSize());
            }
        }
    }
}
