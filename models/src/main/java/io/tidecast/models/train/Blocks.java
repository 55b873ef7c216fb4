package io.tidecast.models.train;

import io.tidecast.core.compile.Program;
import io.tidecast.models.net.Network;
import java.util.Arrays;

/** The windows that are computed together, and the block of them that is computed now; see {@link BlockPlan}. */
final class Blocks {
    private final BlockPlan plan;
    private final Batch windows;
    private final Batch block;
    private final int windowSteps;
    private final int blockSteps;

    /** Makes room for windows of a network and, where the plan cuts them, for a block of them. */
    Blocks(Network network, BlockPlan plan) {
        this.plan = plan;
        windows = new Batch(network, plan.windows());
        block = plan.count() == 1 ? windows : new Batch(plan.network(), plan.windows());
        windowSteps = windows.timeMap().steps();
        blockSteps = block.timeMap().steps();
    }

    /** Returns the room for whole windows, to be filled before a block is loaded. */
    Batch windows() {
        return windows;
    }

    /** Returns the room for a block; where windows are not cut it is {@link #windows} itself. */
    Batch block() {
        return block;
    }

    /** Returns how many blocks there are. */
    int count() {
        return plan.count();
    }

    /** Returns how many runs of a block's program a number of windows takes. */
    int runs(int windowsInAll) {
        return Math.ceilDiv(windowsInAll, plan.windows()) * plan.count();
    }

    /** Runs a program that takes inputs, targets and weights for each block, and adds up the sums that it gives. */
    void run(Program program, ScoreSum sum) {
        run(program, DropoutKey.NONE, sum);
    }

    /** Runs a program as {@link #run(Program, ScoreSum)} does; what it drops is drawn anew for each block. */
    void run(Program program, DropoutKey dropout, ScoreSum sum) {
        for (int index = 0; index < plan.count(); index++) {
            load(index);
            block.feed(program);
            dropout.feed(program);
            program.set(TrainingGraph.TARGET, block.targetSegment());
            program.set(TrainingGraph.WEIGHT, block.weightSegment());
            program.run();
            sum.add(program, index == plan.count() - 1);
        }
    }

    /** Copies a block out of the windows. Allocates nothing. */
    void load(int index) {
        if (block != windows) {
            int first = first(index);
            block.load(windows, first);
            Arrays.fill(block.weights(), 0, (fresh(index) - first) * block.size(), 0f);
        }
    }

    /** Returns what a block of some windows is. */
    Part part(int index, int firstWindow, int count) {
        int first = first(index);
        return new Part(firstWindow, count, block, first, fresh(index) - first, index == plan.count() - 1);
    }

    /** Returns which of the windows' outputs is a block's first. */
    private int first(int index) {
        return Math.min(index * (blockSteps - plan.overlap()), windowSteps - blockSteps);
    }

    /** Returns the first of the windows' outputs that no earlier block has counted. */
    private int fresh(int index) {
        return index == 0 ? 0 : index * (blockSteps - plan.overlap()) + plan.overlap();
    }
}
