package io.tidecast.models.train;

import io.tidecast.core.compile.Program;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Adds up, in double precision, the sums that steps or evaluations give. Allocates nothing while it does. */
public final class ScoreSum {
    private final float[] cell = new float[1];
    private final MemorySegment segment = MemorySegment.ofArray(cell);
    private double loss;
    private double squared;
    private double absolute;
    private double lastSquared;
    private double weight;
    private double lastWeight;

    /** Begins again at nothing. */
    public void reset() {
        loss = 0;
        squared = 0;
        absolute = 0;
        lastSquared = 0;
        weight = 0;
        lastWeight = 0;
    }

    /**
     * Adds a program's sums.
     *
     * @param isLast whether the program's last step is the last of its windows
     */
    void add(Program program, boolean isLast) {
        loss += read(program, LossSums.LOSS);
        squared += read(program, LossSums.SQUARED);
        absolute += read(program, LossSums.ABSOLUTE);
        weight += read(program, LossSums.WEIGHT);
        if (isLast) {
            lastSquared += read(program, LossSums.LAST_SQUARED);
            lastWeight += read(program, LossSums.LAST_WEIGHT);
        }
    }

    /** Returns a scalar output of a program. */
    double read(Program program, String output) {
        program.get(output, segment);
        return segment.get(ValueLayout.JAVA_FLOAT, 0);
    }

    /** Returns the mean loss so far; 0 where nothing had weight. */
    public double meanLoss() {
        return weight > 0 ? loss / weight : 0;
    }

    /** Returns the means so far. */
    public Score score() {
        return new Score(
                meanLoss(),
                weight > 0 ? squared / weight : 0,
                weight > 0 ? absolute / weight : 0,
                lastWeight > 0 ? lastSquared / lastWeight : 0);
    }
}
