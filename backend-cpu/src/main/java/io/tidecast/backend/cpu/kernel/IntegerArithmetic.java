package io.tidecast.backend.cpu.kernel;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Integers, which lie in the same memory as floats by their bits: a move between registers and memory changes none. */
public final class IntegerArithmetic {
    private IntegerArithmetic() {}

    /** Reads an integer. */
    public static int get(float[] array, int at) {
        return Float.floatToRawIntBits(array[at]);
    }

    /** Writes an integer. */
    public static void set(float[] array, int at, int value) {
        array[at] = Float.intBitsToFloat(value);
    }

    /** Returns a function of one integer, element by element. */
    public static Elementwise.OneOperand unary(IntUnaryOperator function) {
        return (x, xAt, y, yAt, count) -> {
            for (int i = 0; i < count; i++) {
                set(y, yAt + i, function.applyAsInt(get(x, xAt + i)));
            }
        };
    }

    /** Returns a function of two integers, element by element. */
    public static Elementwise.TwoOperands binary(IntBinaryOperator function) {
        return (a, aAt, b, bAt, y, yAt, count) -> {
            for (int i = 0; i < count; i++) {
                set(y, yAt + i, function.applyAsInt(get(a, aAt + i), get(b, bAt + i)));
            }
        };
    }

    /** Returns a / b rounded towards zero, and 0 where b is 0. */
    public static int divide(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    /** Chooses the second operand where the first is not 0, else the third. */
    public static void select(Span[] operands, Span[] results, int from, int count) {
        for (int i = from; i < from + count; i++) {
            boolean first = get(operands[0].array(), operands[0].at() + i) != 0;
            Span chosen = first ? operands[1] : operands[2];
            results[0].array()[results[0].at() + i] = chosen.array()[chosen.at() + i];
        }
    }

    /** Writes floats as integers, rounded towards zero. */
    public static void fromFloats(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i++) {
            set(y, yAt + i, (int) x[xAt + i]);
        }
    }

    /** Writes integers as floats. */
    public static void toFloats(float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i++) {
            y[yAt + i] = get(x, xAt + i);
        }
    }
}
