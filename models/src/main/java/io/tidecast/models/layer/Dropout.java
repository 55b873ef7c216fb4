package io.tidecast.models.layer;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.RandomUniform;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;

/**
 * Dropout (Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, 2014) in one training graph: of what layers read, a
 * part drawn anew for each run is zero, and the rest is divided by the part that is kept, so that on the average it is what
 * it was. The masks depend on a seed, the run and where they are applied, not on the backend or the number of threads: see
 * {@link RandomUniform}.
 */
public final class Dropout {
    /** The input that takes the seed, I32 {@code [2]}. */
    public static final String SEED = "dropout seed";

    /** The input that takes a number that no other run of a training has, I32. */
    public static final String RUN = "dropout run";

    /** Uniform numbers are multiples of its inverse, so that a part of this accuracy is the same in every precision. */
    private static final double DRAWS = 1 << 24;

    private final double kept;
    private final Value seed;
    private final Value run;
    private int masks;

    private Dropout(double kept, Value seed, Value run) {
        this.kept = kept;
        this.seed = seed;
        this.run = run;
    }

    /**
     * Adds the inputs that masks are drawn by to a graph.
     *
     * @param rate the part that is to be zero, at least 0 and below 1
     */
    public static Dropout inputs(GraphBuilder builder, double rate) {
        double kept = Math.max(1, Math.rint((1 - rate) * DRAWS)) / DRAWS;
        return new Dropout(kept, builder.input(SEED, TensorType.i32(2)), builder.input(RUN, TensorType.i32()));
    }

    /** Returns values each of which is dropped or not by itself. */
    Value each(Value x) {
        return Ops.multiply(x, mask(x.type()));
    }

    /**
     * Returns a sequence each of whose channels is dropped at all its steps or at none, as suits what is read step by step
     * into a state (Gal and Ghahramani, arXiv:1512.05287).
     *
     * @param x {@code [channels, time, batch]}
     */
    Value held(Value x) {
        Value mask = mask(x.type().withShape(Shape.of(x.dim(0), x.dim(2))));
        return Ops.multiply(x, Ops.broadcast(mask, x.shape(), 0, 2));
    }

    private Value mask(TensorType type) {
        Value uniform = seed.builder().apply(new RandomUniform(type, masks++), seed, run);
        return Ops.multiply(Ops.less(uniform, Ops.scalar(uniform, kept)), 1 / kept);
    }
}
