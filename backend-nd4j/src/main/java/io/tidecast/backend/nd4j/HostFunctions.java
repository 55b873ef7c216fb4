package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Operands;

/**
 * Elementwise functions in plain loops over the native memory, for which ND4J has none that is right: its largest and
 * smallest of two lose what is not a number, as its sign does; an integer divided by 0, or the smallest by −1, ends the
 * process; its conversion to integers does not saturate. Its choice between two values is right, but takes 100 ns an
 * element, and its rectifier wants a second array.
 */
final class HostFunctions {
    private HostFunctions() {}

    /** A function of each element of some operands. */
    @FunctionalInterface
    interface Loop {
        void run(Operands operands, long size);
    }

    static void sign(Operands operands, long size) {
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer y = operands.output();
        for (long i = 0; i < size; i++) {
            y.set(i, Math.signum(x.get(i)));
        }
    }

    static void relu(Operands operands, long size) {
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer y = operands.output();
        for (long i = 0; i < size; i++) {
            y.set(i, Math.max(x.get(i), 0f));
        }
    }

    static void maximum(Operands operands, long size) {
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer y = operands.input(1);
        Nd4jBuffer z = operands.output();
        for (long i = 0; i < size; i++) {
            z.set(i, Math.max(x.get(i), y.get(i)));
        }
    }

    static void minimum(Operands operands, long size) {
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer y = operands.input(1);
        Nd4jBuffer z = operands.output();
        for (long i = 0; i < size; i++) {
            z.set(i, Math.min(x.get(i), y.get(i)));
        }
    }

    static void quotient(Operands operands, long size) {
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer y = operands.input(1);
        Nd4jBuffer z = operands.output();
        for (long i = 0; i < size; i++) {
            int divisor = y.integer(i);
            z.setInteger(i, divisor == 0 ? 0 : x.integer(i) / divisor);
        }
    }

    static void select(Operands operands, long size) {
        Nd4jBuffer condition = operands.input(0);
        Nd4jBuffer x = operands.input(1);
        Nd4jBuffer y = operands.input(2);
        Nd4jBuffer z = operands.output();
        for (long i = 0; i < size; i++) {
            z.set(i, condition.get(i) != 0 ? x.get(i) : y.get(i));
        }
    }

    static void selectIntegers(Operands operands, long size) {
        Nd4jBuffer condition = operands.input(0);
        Nd4jBuffer x = operands.input(1);
        Nd4jBuffer y = operands.input(2);
        Nd4jBuffer z = operands.output();
        for (long i = 0; i < size; i++) {
            z.setInteger(i, condition.integer(i) != 0 ? x.integer(i) : y.integer(i));
        }
    }

    static void truncate(Operands operands, long size) {
        Nd4jBuffer x = operands.input(0);
        Nd4jBuffer y = operands.output();
        for (long i = 0; i < size; i++) {
            y.setInteger(i, (int) x.get(i));
        }
    }
}
