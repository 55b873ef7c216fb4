package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Operands;
import io.tidecast.core.backend.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A GRU's gradient. With δ the gradient by a state, those by the operands of z, r and g, and by q, are δ times factors
 * that do not depend on it:
 *
 * <pre>
 * z: (h − g) z (1 − z)      g: (1 − z)(1 − g²) =: f      q: f r      r: f q r (1 − r)
 * </pre>
 *
 * They are made for all steps at once. What is left for the loop over time, last step first, are the products with δ and
 * one matrix product; the gradients by weights and inputs follow from all steps at once. ND4J's {@code gru_bp} is wrong.
 */
final class GruBackward implements Kernel {
    /** How many values of each unit are saved at each step, and how many factors are made of them. */
    private static final int FACTORS = 4;

    private final GruForm form;
    private final Nd4jBuffer first;
    private final Nd4jBuffer states;
    private final Nd4jBuffer saved;
    private final Nd4jBuffer unpacked;
    private final Nd4jBuffer previous;
    private final Nd4jBuffer factors;
    private final Nd4jBuffer carried;
    private final Nd4jBuffer biasGradient;
    private final Nd4jBuffer firstGradient;
    private final StepRows arriving;
    private final StepRows keeping;
    private final StepRows stepFactors;
    private final Kernel prepare;
    private final Kernel step;
    private final Kernel finish;

    GruBackward(GruForm form, boolean inputGradient, Operands operands, NativeScope scope) {
        this.form = form;
        int units = form.units();
        int size = form.state();
        long all = (long) units * form.columns();
        first = operands.input(4);
        states = operands.input(5);
        biasGradient = operands.output(2);
        firstGradient = operands.output(3);
        saved = operands.input(6);
        Workspace workspace = new Workspace(operands.scratch());
        previous = workspace.take(all);
        unpacked = workspace.take(FACTORS * all);
        factors = workspace.take(FACTORS * all);
        carried = workspace.take(size);
        Nd4jBuffer delta = workspace.take(size);
        Nd4jBuffer kept = workspace.take(size);
        Nd4jBuffer factor = workspace.take((long) FACTORS * size);
        arriving = rows(operands.input(7), delta, units);
        keeping = rows(unpacked, kept, units);
        stepFactors = rows(factors, factor, FACTORS * units);
        prepare = prepare(scope, all);
        step = step(scope, operands, delta, kept, factor);
        finish = finish(scope, operands, inputGradient, all);
    }

    static long scratchBytes(GruForm form) {
        long all = (long) form.units() * form.columns();
        long size = form.state();
        return Workspace.bytes(all, FACTORS * all, FACTORS * all, size, size, size, FACTORS * size);
    }

    private StepRows rows(Nd4jBuffer sequence, Nd4jBuffer of, int count) {
        return new StepRows(sequence.segment(), of.segment(), count, form.time(), form.batch());
    }

    /** Makes the factors of z, r, q and g, which lie in this order. */
    private Kernel prepare(NativeScope scope, long all) {
        NativeLibrary library = scope.library();
        NativeArray z = scope.vector(unpacked, all);
        NativeArray r = scope.vector(unpacked.from(all), all);
        NativeArray g = scope.vector(unpacked.from(2 * all), all);
        NativeArray q = scope.vector(unpacked.from(3 * all), all);
        NativeArray ofZ = scope.vector(factors, all);
        NativeArray ofR = scope.vector(factors.from(all), all);
        NativeArray ofQ = scope.vector(factors.from(2 * all), all);
        NativeArray ofG = scope.vector(factors.from(3 * all), all);
        return Kernels.inOrder(
                NativeFunction.SQUARE.of(library, g, ofG),
                NativeFunction.ONE_MINUS.of(library, ofG, ofG),
                NativeFunction.ONE_MINUS.of(library, z, ofZ),
                NativeFunction.MULTIPLY.of(library, ofG, ofZ, ofG),
                NativeFunction.MULTIPLY.of(library, ofZ, z, ofZ),
                NativeFunction.SUBTRACT.of(library, scope.vector(previous, all), g, ofQ),
                NativeFunction.MULTIPLY.of(library, ofZ, ofQ, ofZ),
                NativeFunction.MULTIPLY.of(library, ofG, r, ofQ),
                NativeFunction.ONE_MINUS.of(library, r, ofR),
                NativeFunction.MULTIPLY.of(library, ofR, q, ofR),
                NativeFunction.MULTIPLY.of(library, ofR, ofQ, ofR));
    }

    /** Makes the gradients of one step in the place of its factors, and what it carries to the step before. */
    private Kernel step(NativeScope scope, Operands operands, Nd4jBuffer delta, Nd4jBuffer kept, Nd4jBuffer factor) {
        NativeLibrary library = scope.library();
        int size = form.state();
        NativeArray gradient = scope.vector(delta, size);
        NativeArray carry = scope.vector(carried, size);
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(NativeFunction.ADD.of(library, gradient, carry, gradient));
        for (int i = 0; i < FACTORS; i++) {
            NativeArray one = scope.vector(factor.from((long) i * size), size);
            kernels.add(NativeFunction.MULTIPLY.of(library, one, gradient, one));
        }
        kernels.add(NativeFunction.MULTIPLY.of(library, scope.vector(kept, size), gradient, carry));
        kernels.add(new NativeProduct(
                scope.floats(operands.input(2).segment()),
                false,
                3 * form.units(),
                scope.floats(factor.segment()),
                false,
                form.batch(),
                scope.floats(carried.segment()),
                form.batch(),
                form.units(),
                3 * form.units(),
                form.batch(),
                1));
        return Kernels.inOrder(kernels);
    }

    /** Makes the gradients by the kernels and the inputs; the columns of g stand apart from those of z and r. */
    private Kernel finish(NativeScope scope, Operands operands, boolean inputGradient, long all) {
        int units = form.units();
        List<Kernel> kernels = new ArrayList<>();
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer ofG = factors.from(3 * all);
        kernels.add(weights(scope, x, form.channels(), factors, 2 * units, operands.output(0), 0));
        kernels.add(weights(scope, x, form.channels(), ofG, units, operands.output(0), 2L * units));
        kernels.add(weights(scope, previous, units, factors, 3 * units, operands.output(1), 0));
        if (inputGradient) {
            kernels.add(inputs(scope, operands, 0, factors, 2 * units, 0));
            kernels.add(inputs(scope, operands, 2L * units, ofG, units, 1));
        }
        return Kernels.inOrder(kernels);
    }

    private NativeProduct weights(
            NativeScope scope,
            Nd4jBuffer left,
            int rows,
            Nd4jBuffer gradients,
            int count,
            Nd4jBuffer result,
            long column) {
        return new NativeProduct(
                scope.floats(left.segment()),
                false,
                form.columns(),
                scope.floats(gradients.segment()),
                true,
                form.columns(),
                scope.floats(result.from(column).segment()),
                3 * form.units(),
                rows,
                form.columns(),
                count,
                0);
    }

    private NativeProduct inputs(
            NativeScope scope, Operands operands, long column, Nd4jBuffer gradients, int count, float kept) {
        return new NativeProduct(
                scope.floats(operands.input(1).from(column).segment()),
                false,
                3 * form.units(),
                scope.floats(gradients.segment()),
                false,
                form.columns(),
                scope.floats(operands.output(4).segment()),
                form.columns(),
                form.channels(),
                count,
                form.columns(),
                kept);
    }

    @Override
    public void run() {
        shiftStates();
        unpack();
        prepare.run();
        carried.segment().fill((byte) 0);
        for (int t = form.time() - 1; t >= 0; t--) {
            arriving.take(t);
            keeping.take(t);
            stepFactors.take(t);
            step.run();
            stepFactors.put(t);
        }
        finish.run();
        sumBiases();
        MemorySegment.copy(carried.segment(), 0, firstGradient.segment(), 0, carried.bytes());
    }

    /** Lays out the states that entered each step. */
    private void shiftStates() {
        long step = (long) form.batch() * Float.BYTES;
        long row = step * form.time();
        for (int unit = 0; unit < form.units(); unit++) {
            MemorySegment.copy(first.segment(), unit * step, previous.segment(), unit * row, step);
            MemorySegment.copy(states.segment(), unit * row, previous.segment(), unit * row + step, row - step);
        }
    }

    /** Turns what was saved step by step into a sequence for each value of each unit. */
    private void unpack() {
        int rows = FACTORS * form.units();
        long step = (long) form.batch() * Float.BYTES;
        for (long t = 0; t < form.time(); t++) {
            for (long row = 0; row < rows; row++) {
                MemorySegment.copy(
                        saved.segment(),
                        (t * rows + row) * step,
                        unpacked.segment(),
                        (row * form.time() + t) * step,
                        step);
            }
        }
    }

    private void sumBiases() {
        int units = form.units();
        int columns = form.columns();
        for (int row = 0; row < FACTORS * units; row++) {
            float sum = (float) factors.sum((long) row * columns, columns);
            if (row < 2 * units) {
                biasGradient.set(row, sum);
                biasGradient.set(3L * units + row, sum);
            } else if (row < 3 * units) {
                biasGradient.set(3L * units + row, sum);
            } else {
                biasGradient.set(row - units, sum);
            }
        }
    }
}
