package io.tidecast.backend.cpu.kernel;

/** Where a {@link GruBackward} keeps things in scratch: what is shared, the blocks' sums, then a stretch for each thread. */
final class GruBackwardPlaces {
    private static final int CHUNK_FLOATS = 96 * 1024;
    private static final int LEAST_CHUNK = 16;

    /** Rows of the recurrent kernel, to take the sums' gradients back to the state. */
    final RowPanels back;

    /** Rows of the kernel, to take them back to the input. */
    final RowPanels input;

    final int backAt;
    final int inputAt;
    final int zerosAt;
    final int zeros;
    final int kernelSumsAt;
    final int recurrentSumsAt;
    final int biasSumsAt;
    final int perBlock;
    final int shared;

    /** How many rows each of a step's values takes: the units, in whole groups of four. */
    final int rows;

    /** How many groups of four rows hold the units. */
    final int unitGroups;

    /** How many groups of four rows a step leaves: of its input, the state before it and its sums. */
    final int keptGroups;

    /** The first of these groups that holds sums. */
    final int sumsGroup;

    /** How many steps are multiplied at once. */
    final int chunk;

    final int xAt;
    final int stateAt;
    final int sumsAt;
    final int savedAt;
    final int dyAt;
    final int dAt;
    final int keptAt;
    final int backSumsAt;
    final int zeroRowsAt;
    final int dxAt;
    final int panelsEnd;
    final int chunkAt;
    final int workAt;
    final int perWorker;

    GruBackwardPlaces(GruForm form) {
        rows = form.paddedUnits();
        unitGroups = rows / 4;
        int inputRows = Lanes.roundUp(form.channels(), 4);
        sumsGroup = inputRows / 4 + unitGroups;
        keptGroups = sumsGroup + 4 * unitGroups;
        chunk = Math.min(form.times(), Math.max(LEAST_CHUNK, CHUNK_FLOATS / (keptGroups * Lanes.QUAD)));
        back = new RowPanels(form.units(), 3 * rows);
        input = new RowPanels(form.channels(), 3 * rows);

        Layout blocks = new Layout();
        int kernelSums = blocks.take(form.channels() * 3 * form.units());
        int recurrentSums = blocks.take(form.units() * 3 * form.units());
        int biasSums = blocks.take(2 * 3 * form.units());
        perBlock = blocks.size();

        Layout common = new Layout();
        backAt = common.take(back.size());
        inputAt = common.take(input.size());
        zeros = Math.max(back.paddedRows(), input.paddedRows());
        zerosAt = common.take(zeros);
        int blocksAt = common.take(form.batchBlocks() * perBlock);
        kernelSumsAt = blocksAt + kernelSums;
        recurrentSumsAt = blocksAt + recurrentSums;
        biasSumsAt = blocksAt + biasSums;
        shared = common.size();

        // x, the state and the sums lie side by side, as the groups that a step leaves
        Layout own = new Layout();
        xAt = own.take(inputRows * Lanes.PANEL);
        stateAt = own.take(rows * Lanes.PANEL);
        sumsAt = own.take(4 * rows * Lanes.PANEL);
        savedAt = own.take(4 * rows * Lanes.PANEL);
        dyAt = own.take(rows * Lanes.PANEL);
        dAt = own.take(rows * Lanes.PANEL);
        keptAt = own.take(rows * Lanes.PANEL);
        backSumsAt = own.take(rows * Lanes.PANEL);
        zeroRowsAt = own.take(rows * Lanes.PANEL);
        dxAt = own.take(inputRows * Lanes.PANEL);
        panelsEnd = own.size();
        chunkAt = own.take(keptGroups * chunk * Lanes.QUAD);
        workAt = own.take(QuadRows.work());
        perWorker = own.size();
    }
}
