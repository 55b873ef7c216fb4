package io.tidecast.backend.cpu.kernel;

/**
 * A function of values at the same index, computed in whole vectors; what is left at the end is moved into a vector of
 * its own, so that every element sees the same formula. A result may lie exactly where an operand lies.
 */
public final class Elementwise implements BlockTask {
    private static final int BLOCK = 1 << 13;

    private final Body body;
    private final Span[] operands;
    private final Span[] results;
    private final Span[] operandPads;
    private final Span[] resultPads;
    private final int size;
    private final int whole;
    private final Workers workers;

    /** The function, on a number of elements that is a multiple of {@link Lanes#COUNT}. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes {@code count} elements.
         *
         * @param from index of the first one, counted from where each value starts
         */
        void run(Span[] operands, Span[] results, int from, int count);
    }

    /** A function of one operand. */
    @FunctionalInterface
    public interface OneOperand {
        /** Computes {@code count} elements, a multiple of {@link Lanes#COUNT}. */
        void run(float[] x, int xAt, float[] y, int yAt, int count);

        /** Returns the function as a body. */
        default Body body() {
            return (operands, results, from, count) -> run(
                    operands[0].array(), operands[0].at() + from, results[0].array(), results[0].at() + from, count);
        }
    }

    /** A function of two operands. */
    @FunctionalInterface
    public interface TwoOperands {
        /** Computes {@code count} elements, a multiple of {@link Lanes#COUNT}. */
        void run(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count);

        /** Returns the function as a body. */
        default Body body() {
            return (operands, results, from, count) -> run(
                    operands[0].array(),
                    operands[0].at() + from,
                    operands[1].array(),
                    operands[1].at() + from,
                    results[0].array(),
                    results[0].at() + from,
                    count);
        }
    }

    /** Binds a function to its memory. */
    public Elementwise(Body body, Span[] operands, Span[] results, int size, Workers workers) {
        this.body = body;
        this.operands = operands.clone();
        this.results = results.clone();
        this.size = size;
        this.workers = workers;
        whole = size - size % Lanes.COUNT;
        operandPads = pads(operands.length);
        resultPads = pads(results.length);
    }

    private static Span[] pads(int count) {
        Span[] pads = new Span[count];
        for (int i = 0; i < count; i++) {
            pads[i] = new Span(new float[Lanes.COUNT], 0);
        }
        return pads;
    }

    /** Computes all elements. */
    public void run() {
        if (whole <= BLOCK) {
            body.run(operands, results, 0, whole);
        } else {
            workers.run((whole + BLOCK - 1) / BLOCK, whole, this);
        }
        if (whole < size) {
            runRest(size - whole);
        }
    }

    private void runRest(int rest) {
        for (int i = 0; i < operands.length; i++) {
            System.arraycopy(operands[i].array(), operands[i].at() + whole, operandPads[i].array(), 0, rest);
        }
        body.run(operandPads, resultPads, 0, Lanes.COUNT);
        for (int i = 0; i < results.length; i++) {
            System.arraycopy(resultPads[i].array(), 0, results[i].array(), results[i].at() + whole, rest);
        }
    }

    @Override
    public void run(int block, int worker) {
        int from = block * BLOCK;
        body.run(operands, results, from, Math.min(BLOCK, whole - from));
    }
}
