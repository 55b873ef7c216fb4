package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.Network;

/**
 * Samples in −1 to 1 as codes of some classes, finer near 0: µ-law companding with µ = classes − 1,
 * {@code f(x) = sgn(x)·ln(1 + µ|x|) / ln(1 + µ)}, as in ITU-T G.711 and WaveNet (van den Oord et al., arXiv:1609.03499).
 *
 * @param classes how many codes there are, 2 to 65,536
 */
public record MuLaw(int classes) implements SampleCode {
    /** The most codes there may be: as many as 16 bits tell apart. */
    public static final int MOST_CLASSES = 1 << 16;

    /**
     * Checks the range.
     *
     * @throws InputException if there are too few classes or too many
     */
    public MuLaw {
        if (classes < 2 || classes > MOST_CLASSES) {
            throw new InputException("classes: found " + classes + ", expected 2 to " + MOST_CLASSES);
        }
    }

    private int mu() {
        return classes - 1;
    }

    @Override
    public int codes() {
        return classes;
    }

    @Override
    public int encode(double sample) {
        double size = Math.min(Math.abs(sample), 1);
        double companded = Math.copySign(Math.log1p(mu() * size) / Math.log1p(mu()), sample);
        return (int) Math.floor((companded + 1) / 2 * mu() + 0.5);
    }

    @Override
    public float decode(int code) {
        double companded = 2.0 * code / mu() - 1;
        double size = Math.expm1(Math.abs(companded) * Math.log1p(mu())) / mu();
        return (float) Math.copySign(size, companded);
    }

    @Override
    public Categorical head() {
        return new Categorical(classes);
    }

    @Override
    public Network network(CodesArchitecture architecture, Conditions conditions, int window) {
        return architecture.ofCodes(classes, conditions, window);
    }

    @Override
    public String headName() {
        return SOFTMAX;
    }

    @Override
    public String words() {
        return "softmax over " + classes + " µ-law codes";
    }
}
