package io.tidecast.models.train;

import io.tidecast.core.compile.Program;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.Dropout;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What the masks of a training's {@link Dropout} are drawn by: its seed, and the number of each run of a program that goes
 * forward and backward, which follows from the step alone. Where nothing is dropped it is nothing.
 */
public final class DropoutKey {
    /** Of programs that drop nothing. */
    static final DropoutKey NONE = new DropoutKey(false, 0, 0);

    private final boolean drops;
    private final int runsPerStep;
    private final int[] seed;
    private final int[] run = new int[1];
    private final MemorySegment seedSegment;
    private final MemorySegment runSegment = MemorySegment.ofArray(run);

    /**
     * Makes the key of a training.
     *
     * @param runsPerStep how many runs a step takes
     */
    DropoutKey(TrainingOptions options, int runsPerStep) {
        this(
                options.dropout() > 0,
                new SplittableGenerator(options.seed()).split("dropout").nextLong(),
                runsPerStep);
    }

    private DropoutKey(boolean drops, long key, int runsPerStep) {
        this.drops = drops;
        this.runsPerStep = runsPerStep;
        seed = new int[] {(int) key, (int) (key >>> Integer.SIZE)};
        seedSegment = MemorySegment.ofArray(seed);
    }

    /** Returns the inputs of a step that is one run, by their names. */
    public static SequencedMap<String, Tensor> tensors(TrainingOptions options, long step) {
        DropoutKey key = new DropoutKey(options, 1);
        key.begin(step);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        if (key.drops) {
            tensors.put(Dropout.SEED, Tensor.of(key.seed, key.seed.length));
            tensors.put(Dropout.RUN, Tensor.of(TensorType.i32(), key.run[0]));
        }
        return tensors;
    }

    /**
     * Begins a step.
     *
     * @param step counted from 1
     */
    void begin(long step) {
        // 2³² runs later masks would come again
        run[0] = (int) ((step - 1) * runsPerStep);
    }

    /** Tells a program about the next run of the step. Allocates nothing. */
    void feed(Program program) {
        if (drops) {
            program.set(Dropout.SEED, seedSegment);
            program.set(Dropout.RUN, runSegment);
            run[0]++;
        }
    }
}
