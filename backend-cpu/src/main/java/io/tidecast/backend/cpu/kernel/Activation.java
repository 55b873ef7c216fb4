package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What a layer applies to its sums. */
public enum Activation {
    /** The sum itself. */
    NONE,
    /** max(x, 0). */
    RELU,
    /** The hyperbolic tangent. */
    TANH,
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID;

    /**
     * Applies the activation in place.
     *
     * @param count how many elements, any number
     * @param pad a stretch of {@link Lanes#COUNT} floats to work in
     */
    void apply(float[] x, int at, int count, float[] pad, int padAt) {
        if (this == NONE) {
            return;
        }
        int whole = count - count % Lanes.COUNT;
        applyWhole(x, at, x, at, whole);
        if (whole < count) {
            System.arraycopy(x, at + whole, pad, padAt, count - whole);
            applyWhole(pad, padAt, pad, padAt, Lanes.COUNT);
            System.arraycopy(pad, padAt, x, at + whole, count - whole);
        }
    }

    private void applyWhole(float[] x, int xAt, float[] y, int yAt, int count) {
        switch (this) {
            case NONE -> System.arraycopy(x, xAt, y, yAt, count);
            case RELU -> Arithmetic.relu(x, xAt, y, yAt, count);
            case TANH -> Exponential.tanh(x, xAt, y, yAt, count);
            case SIGMOID -> Exponential.sigmoid(x, xAt, y, yAt, count);
        }
    }

    /**
     * Writes a gradient by sums from one by their activations: {@code dx = dy · f'}, with f' taken from {@code y = f(x)}.
     *
     * @param count how many elements, any number
     * @param pad a stretch of {@code 3 ·} {@link Lanes#COUNT} floats to work in
     */
    void differentiate(
            float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count, float[] pad, int padAt) {
        int whole = count - count % Lanes.COUNT;
        differentiateWhole(y, yAt, dy, dyAt, dx, dxAt, whole);
        if (whole < count) {
            int rest = count - whole;
            int second = padAt + Lanes.COUNT;
            int third = second + Lanes.COUNT;
            System.arraycopy(y, yAt + whole, pad, padAt, rest);
            System.arraycopy(dy, dyAt + whole, pad, second, rest);
            differentiateWhole(pad, padAt, pad, second, pad, third, Lanes.COUNT);
            System.arraycopy(pad, third, dx, dxAt + whole, rest);
        }
    }

    private void differentiateWhole(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
        switch (this) {
            case NONE -> System.arraycopy(dy, dyAt, dx, dxAt, count);
            case RELU -> relued(y, yAt, dy, dyAt, dx, dxAt, count);
            case TANH -> tanhed(y, yAt, dy, dyAt, dx, dxAt, count);
            case SIGMOID -> sigmoided(y, yAt, dy, dyAt, dx, dxAt, count);
        }
    }

    private static void relued(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, y, yAt + i);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + i);
            d.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(dx, dxAt + i);
        }
    }

    private static void tanhed(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, y, yAt + i);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + i);
            d.mul(v.neg().lanewise(VectorOperators.FMA, v, 1f)).intoArray(dx, dxAt + i);
        }
    }

    private static void sigmoided(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, y, yAt + i);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + i);
            d.mul(v.sub(v.mul(v))).intoArray(dx, dxAt + i);
        }
    }
}
