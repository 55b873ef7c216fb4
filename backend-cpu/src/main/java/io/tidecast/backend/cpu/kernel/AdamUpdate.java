package io.tidecast.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Adam's step for one parameter, all in one pass: {@code m' = m + (1−β₁)(s·g − m)}, {@code v' = v + (1−β₂)((s·g)² − v)},
 * {@code p' = p − α·m' / (√v' + ε)}; or no change where {@code apply} is 0. Any result may lie where an operand lies.
 */
public final class AdamUpdate {
    private final float firstRate;
    private final float secondRate;
    private final float epsilon;
    private final Span stepSize;
    private final Span gradientScale;
    private final Span apply;
    private final Elementwise elements;

    /**
     * The scalars of a step.
     *
     * @param stepSize α
     * @param gradientScale s
     * @param apply 0 to change nothing
     */
    public record Scalars(Span stepSize, Span gradientScale, Span apply) {}

    /**
     * Binds an update to its memory.
     *
     * @param operands p, g, m and v
     * @param results p', m' and v'
     */
    public AdamUpdate(
            double beta1,
            double beta2,
            double epsilon,
            Span[] operands,
            Scalars scalars,
            Span[] results,
            int size,
            Workers workers) {
        firstRate = (float) (1 - beta1);
        secondRate = (float) (1 - beta2);
        this.epsilon = (float) epsilon;
        stepSize = scalars.stepSize();
        gradientScale = scalars.gradientScale();
        apply = scalars.apply();
        elements = new Elementwise(this::update, operands, results, size, workers);
    }

    /** Makes the step. */
    public void run() {
        elements.run();
    }

    private void update(Span[] operands, Span[] results, int from, int count) {
        if (apply.array()[apply.at()] == 0) {
            keep(operands, results, from, count);
        } else {
            float alpha = stepSize.array()[stepSize.at()];
            step(operands, results, from, count, alpha, gradientScale.array()[gradientScale.at()]);
        }
    }

    private void step(Span[] operands, Span[] results, int from, int count, float alpha, float scale) {
        float[] p = operands[0].array();
        float[] g = operands[1].array();
        float[] m = operands[2].array();
        float[] v = operands[3].array();
        float[] nextP = results[0].array();
        float[] nextM = results[1].array();
        float[] nextV = results[2].array();
        int pAt = operands[0].at() + from;
        int gAt = operands[1].at() + from;
        int mAt = operands[2].at() + from;
        int vAt = operands[3].at() + from;
        int nextPAt = results[0].at() + from;
        int nextMAt = results[1].at() + from;
        int nextVAt = results[2].at() + from;
        float first = firstRate;
        float second = secondRate;
        float small = epsilon;
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gradient =
                    FloatVector.fromArray(Lanes.FLOATS, g, gAt + i).mul(scale);
            FloatVector mean = FloatVector.fromArray(Lanes.FLOATS, m, mAt + i);
            FloatVector square = FloatVector.fromArray(Lanes.FLOATS, v, vAt + i);
            FloatVector parameter = FloatVector.fromArray(Lanes.FLOATS, p, pAt + i);
            mean = gradient.sub(mean).lanewise(VectorOperators.FMA, first, mean);
            square = gradient.mul(gradient).sub(square).lanewise(VectorOperators.FMA, second, square);
            FloatVector direction = mean.div(square.sqrt().add(small));
            parameter = direction.lanewise(VectorOperators.FMA, -alpha, parameter);
            parameter.intoArray(nextP, nextPAt + i);
            mean.intoArray(nextM, nextMAt + i);
            square.intoArray(nextV, nextVAt + i);
        }
    }

    /** Copies p, m and v, reading all of an index before anything is written to it. */
    private static void keep(Span[] operands, Span[] results, int from, int count) {
        float[] p = operands[0].array();
        float[] m = operands[2].array();
        float[] v = operands[3].array();
        for (int i = from; i < from + count; i++) {
            float parameter = p[operands[0].at() + i];
            float mean = m[operands[2].at() + i];
            float square = v[operands[3].at() + i];
            results[0].array()[results[0].at() + i] = parameter;
            results[1].array()[results[1].at() + i] = mean;
            results[2].array()[results[2].at() + i] = square;
        }
    }
}
