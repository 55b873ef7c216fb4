package io.tidecast.backend.cpu.kernel;

/** The kernels of one step of sequences, on numbers that never change. */
final class Steps {
    private static final int CHANNELS = 21;
    private static final int GATES = 37;
    private static final int UNITS = 85;

    private final int columns;
    private final Span z;
    private final Span next;
    private final Span joinedOutput;
    private final Span convolutionOutput;
    private final GatedStepForward gated;
    private final JoinedRowsForward joined;
    private final NarrowConvolution convolution;

    Steps(int columns, Memory memory) {
        this.columns = columns;
        z = memory.space(GATES * columns);
        next = memory.space(CHANNELS * columns);
        joinedOutput = memory.space(UNITS * columns);
        convolutionOutput = memory.space(UNITS * columns);
        Scratch scratch = new Scratch(memory.space(40_000));
        gated = new GatedStepForward(
                new GatedStepForward.Form(CHANNELS, GATES, 3, columns, false, true),
                new GatedStepForward.Operands(
                        memory.random(2 * CHANNELS * columns),
                        memory.random(CHANNELS * columns),
                        memory.random(3 * CHANNELS * 2 * GATES),
                        memory.random(2 * GATES * columns),
                        memory.random(GATES * CHANNELS),
                        memory.random(CHANNELS)),
                z,
                next,
                scratch);
        joined = new JoinedRowsForward(
                new JoinedForm(new int[] {GATES, CHANNELS}, UNITS, columns, Activation.TANH),
                memory.random((GATES + CHANNELS) * UNITS),
                memory.random(UNITS),
                new Span[] {z, next},
                joinedOutput,
                scratch);
        convolution = new NarrowConvolution(
                new NarrowConvolution.Form(CHANNELS, UNITS, 2, columns, columns, 2 * columns, Activation.SIGMOID),
                memory.random(2 * CHANNELS * columns),
                memory.random(2 * CHANNELS * UNITS),
                memory.random(UNITS),
                convolutionOutput,
                scratch);
    }

    void run() {
        gated.run();
        joined.run();
        convolution.run();
    }

    /** What the kernels give. */
    interface Reader {
        void read(Span result, int size);
    }

    void results(Reader reader) {
        reader.read(z, GATES * columns);
        reader.read(next, CHANNELS * columns);
        reader.read(joinedOutput, UNITS * columns);
        reader.read(convolutionOutput, UNITS * columns);
    }
}
