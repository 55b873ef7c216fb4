package io.tidecast.backend.cpu.kernel;

/**
 * Where a {@link GruBackward} keeps things in scratch: what is shared, the blocks' sums, then a stretch for each thread.
 * Most of that stretch are records, one for each of the steps that are worked on at once. A record holds rows of
 * {@link Lanes#PANEL} floats: the step's input, the state before it, the gradients by the sums of q, z, r and g, whose
 * places the gates have before where they are not read where they were saved, and the gradient by the step's state, whose place the gradient by its input takes. Each begins at
 * a group of four rows.
 */
final class GruBackwardPlaces {
    private static final int MOST_STEPS = 32;

    /** Rows of the recurrent kernel, to take the sums' gradients back to the state. */
    final RowPanels back;

    /** Rows of the kernel, to take them back to the input. */
    final RowPanels input;

    final int backAt;
    final int inputAt;
    final int zerosAt;
    final int zeros;
    private final int blocksAt;
    private final int recurrentSumsAt;
    private final int biasSumsAt;
    private final int perBlock;
    final int shared;

    /** How many floats one gate of one step takes. */
    final int gate;

    final int stateAt;
    final int gatesAt;
    final int gradientAt;

    /** Distance between records. */
    final int record;

    /** How many steps are worked on at once. */
    final int steps;

    final int keptAt;
    final int backSumsAt;
    final int workAt;
    final int recordsAt;
    final int perWorker;

    GruBackwardPlaces(GruForm form) {
        int units = form.paddedUnits();
        int channels = Lanes.roundUp(form.channels(), 4);
        back = new RowPanels(form.units(), 3 * units);
        input = new RowPanels(form.channels(), 3 * units);

        Layout blocks = new Layout();
        blocks.take(form.channels() * 3 * form.units());
        recurrentSumsAt = blocks.take(form.units() * 3 * form.units());
        biasSumsAt = blocks.take(2 * 3 * form.units());
        perBlock = blocks.size();

        Layout common = new Layout();
        backAt = common.take(back.size());
        inputAt = common.take(input.size());
        zeros = Math.max(back.paddedRows(), input.paddedRows());
        zerosAt = common.take(zeros);
        blocksAt = common.take((form.batchBlocks() - 1) * perBlock);
        shared = common.size();

        gate = units * Lanes.PANEL;
        stateAt = channels * Lanes.PANEL;
        gatesAt = stateAt + gate;
        gradientAt = gatesAt + 4 * gate;
        // an odd number of groups, so that the same group of all records does not fall on the same lines of the cache
        int groups = (gradientAt + Math.max(channels * Lanes.PANEL, gate)) / Lanes.QUAD;
        record = (groups | 1) * Lanes.QUAD;
        int parts = (form.times() + MOST_STEPS - 1) / MOST_STEPS;
        steps = (form.times() + parts - 1) / parts;

        Layout own = new Layout();
        keptAt = own.take(gate);
        backSumsAt = own.take(gate);
        workAt = own.take(QuadRows.work());
        recordsAt = own.take(steps * record);
        own.keepApart(record);
        perWorker = own.size();
    }

    /** Returns where a block other than the first leaves its sums; the rest is as in the results. */
    GruBackward.Results sumsOf(int block, GruBackward.Results results, Span scratch) {
        Span at = scratch.plus(blocksAt + (block - 1) * perBlock);
        return new GruBackward.Results(at, at.plus(recurrentSumsAt), at.plus(biasSumsAt), results.h0(), results.x());
    }
}
