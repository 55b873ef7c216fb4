package io.tidecast.models.train;

import io.tidecast.core.compile.Program;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Adds up, in double precision, the sums that a program gives for each batch. Allocates nothing while it does. */
final class ScoreSum {
    private final float[] cell = new float[1];
    private final MemorySegment segment = MemorySegment.ofArray(cell);
    private double loss;
    private double squared;
    private double absolute;
    private double lastSquared;
    private double weight;
    private double lastWeight;

    void reset() {
        loss = 0;
        squared = 0;
        absolute = 0;
        lastSquared = 0;
        weight = 0;
        lastWeight = 0;
    }

    void add(Program program) {
        loss += read(program, LossSums.LOSS);
        squared += read(program, LossSums.SQUARED);
        absolute += read(program, LossSums.ABSOLUTE);
        lastSquared += read(program, LossSums.LAST_SQUARED);
        weight += read(program, LossSums.WEIGHT);
        lastWeight += read(program, LossSums.LAST_WEIGHT);
    }

    /** Returns a scalar output of a program. */
    double read(Program program, String output) {
        program.get(output, segment);
        return segment.get(ValueLayout.JAVA_FLOAT, 0);
    }

    double meanLoss() {
        return weight > 0 ? loss / weight : 0;
    }

    Score score() {
        return new Score(
                meanLoss(),
                weight > 0 ? squared / weight : 0,
                weight > 0 ? absolute / weight : 0,
                lastWeight > 0 ? lastSquared / lastWeight : 0);
    }
}
