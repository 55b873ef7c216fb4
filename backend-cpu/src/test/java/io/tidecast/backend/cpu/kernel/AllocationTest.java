package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No kernel makes garbage once it is compiled: a vector that the compiler fails to keep in a register would be some. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RUNS = 50;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final int SIZE = 20 * 768 + 5;

    private final Workers workers = new Workers(1);
    private final Memory memory = new Memory(4_000_000, 1);

    record Case(String name, Runnable kernel) {}

    @TestFactory
    Stream<DynamicTest> nothingIsAllocatedOnceCompiled() {
        return cases().map(c -> DynamicTest.dynamicTest(c.name(), () -> assertAllocatesNothing(c)));
    }

    /** Returns one of each kernel. */
    Stream<Case> cases() {
        return Stream.of(
                        products(),
                        functions(),
                        convolutions(),
                        chains(),
                        waveNets(),
                        steps(),
                        errors(),
                        recurrences(),
                        movements())
                .flatMap(List::stream);
    }

    private static void assertAllocatesNothing(Case c) {
        assertEquals(0, leastAllocated(c), c.name() + " allocates in " + RUNS + " runs");
    }

    /** Runs a kernel until it allocates nothing or patience ends, and returns what the last runs allocated, in bytes. */
    static long leastAllocated(Case c) {
        long start = System.nanoTime();
        long allocated = Long.MAX_VALUE;
        while (allocated != 0 && System.nanoTime() - start < PATIENCE) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < RUNS; run++) {
                c.kernel().run();
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    private List<Case> products() {
        return Stream.of(
                        new MatrixProduct.Form(60, 768, 20, false, false),
                        new MatrixProduct.Form(13, 50, 300, true, false),
                        new MatrixProduct.Form(20, 33, 7, false, true),
                        new MatrixProduct.Form(20, 80, 768, false, true),
                        new MatrixProduct.Form(20, 40, 30, true, true))
                .map(form -> new Case(form.toString(), product(form)))
                .toList();
    }

    private Runnable product(MatrixProduct.Form form) {
        Span left = memory.random(form.rows() * form.depth());
        Span right = memory.random(form.depth() * form.columns());
        Span out = memory.space(form.rows() * form.columns());
        return new MatrixProduct(form, left, right, out, memory.space(form.scratch(workers)), workers)::run;
    }

    private List<Case> functions() {
        return List.of(
                function("exp", Exponential::exp),
                function("tanh", Exponential::tanh),
                function("sigmoid", Exponential::sigmoid),
                function("log", Logarithm::log),
                function("floor", Arithmetic::floor),
                function("sign", Arithmetic::sign),
                function("relu", Arithmetic::relu),
                new Case("maximum", elementwise(((Elementwise.TwoOperands) Arithmetic::maximum).body())),
                new Case("less", elementwise(((Elementwise.TwoOperands) Arithmetic::less).body())),
                new Case("select", elementwise(Arithmetic::select)),
                new Case(
                        "integer sum",
                        elementwise(IntegerArithmetic.binary(Integer::sum).body())),
                new Case("Adam", adam()));
    }

    private Case function(String name, Elementwise.OneOperand function) {
        return new Case(name, elementwise(function.body()));
    }

    private Runnable elementwise(Elementwise.Body body) {
        Span[] operands = {memory.random(SIZE), memory.random(SIZE), memory.random(SIZE)};
        return new Elementwise(body, operands, new Span[] {memory.space(SIZE)}, SIZE, workers)::run;
    }

    private Runnable adam() {
        Span[] operands = {memory.random(SIZE), memory.random(SIZE), memory.random(SIZE), memory.zeros(SIZE)};
        Span[] results = {operands[0], operands[2], operands[3]};
        AdamUpdate.Scalars scalars = new AdamUpdate.Scalars(memory.of(0.001f), memory.of(1), memory.of(1));
        return new AdamUpdate(0.9, 0.999, 1e-7, operands, scalars, results, SIZE, workers)::run;
    }

    private List<Case> convolutions() {
        return Stream.of(
                        new Convolution.Form(1, 20, 4, 50, 32, 2, 1, false, Activation.NONE),
                        new Convolution.Form(20, 20, 2, 50, 32, 1, 8, true, Activation.RELU),
                        new Convolution.Form(20, 10, 2, 50, 5, 1, 3, true, Activation.TANH))
                .flatMap(form -> Stream.of(forward(form), backward(form)))
                .toList();
    }

    private Case forward(Convolution.Form form) {
        Span x = memory.random(form.inputSize());
        Span w = memory.random(form.taps() * form.channels() * form.filters());
        Span b = memory.random(form.filters());
        Span y = memory.space(form.filters() * form.columns());
        Span scratch = memory.space(form.scratch(workers));
        return new Case("forward " + form, new Convolution(form, x, w, b, y, scratch, workers)::run);
    }

    private Case backward(Convolution.Form form) {
        int weights = form.taps() * form.channels() * form.filters();
        int outputs = form.filters() * form.columns();
        ConvolutionGradient gradient = new ConvolutionGradient(
                form,
                memory.random(form.inputSize()),
                memory.random(weights),
                memory.random(outputs),
                memory.random(outputs),
                memory.space(weights),
                memory.space(form.filters()),
                memory.space(form.inputSize()),
                memory.space(ConvolutionGradient.scratch(form, true, workers)),
                workers);
        return new Case("backward " + form, gradient::run);
    }

    private List<Case> chains() {
        Convolution.Form first = new Convolution.Form(1, 20, 2, 160, 32, 1, 1, true, Activation.RELU);
        Convolution.Form second = new Convolution.Form(20, 20, 2, 160, 32, 1, 8, true, Activation.RELU);
        List<Convolution.Form> forms = List.of(first, second);
        Span x = memory.random(first.inputSize());
        Span y = memory.space(20 * first.columns());
        List<Span> weights = List.of(memory.random(40), memory.random(800));
        List<Span> biases = List.of(memory.random(20), memory.random(20));
        List<Span> outputs = List.of(memory.random(20 * first.columns()), y);
        ChainForward forward = new ChainForward(
                forms,
                new ChainForward.Operands(x, weights, biases, outputs),
                memory.space(ChainForward.scratch(forms, workers)),
                workers);
        ChainBackward backward = new ChainBackward(
                forms,
                new ChainBackward.Operands(x, weights, outputs, y),
                new ChainBackward.Results(
                        List.of(memory.space(40), memory.space(800)),
                        List.of(memory.space(20), memory.space(20)),
                        null),
                memory.space(ChainBackward.scratch(forms, true, workers)),
                workers);
        SpreadChain spread = new SpreadChain(
                forms,
                new SpreadChain.Operands(x, weights, biases, memory.space(20 * first.columns())),
                memory.space(SpreadChain.scratch(forms, workers)),
                workers);
        return List.of(
                new Case("chain forward", forward::run),
                new Case("chain backward", backward::run),
                new Case("spread chain", spread::run));
    }

    private List<Case> waveNets() {
        GatedForm[] forms = {
            new GatedForm(20, 12, 2, 41, 7, 4, true), new GatedForm(20, 12, 2, 41, 7, 32, false),
        };
        int columns = forms[0].columns();
        JoinedForm stacked = new JoinedForm(new int[] {12, 12}, 40, columns, Activation.RELU);
        JoinedForm joined = new JoinedForm(new int[] {20, 12}, 40, columns, Activation.RELU);
        Span x = memory.random(20 * columns);
        Span z = memory.random(12 * columns);
        return List.of(
                stackForward(forms, stacked, x),
                stackBackward(forms, stacked, x),
                joinedForward(joined, x, z),
                joinedBackward(joined, x, z),
                loss(17, columns),
                lossGradient(17, columns));
    }

    private List<Case> steps() {
        return Stream.of(1, 18)
                .map(columns -> new Case(columns + " sequences' step", new Steps(columns, memory)::run))
                .toList();
    }

    private StackForward.Operands stackOperands(JoinedForm joined, Span x) {
        List<Span> parameters = Stream.of(2 * 20 * 24, 24, 12 * 20, 20, 2 * 20 * 24, 24)
                .map(memory::random)
                .toList();
        Span kernel = memory.random(joined.joined() * joined.units());
        return new StackForward.Operands(x, kernel, memory.random(joined.units()), parameters);
    }

    private List<Span> kept(int columns) {
        return Stream.of(20, 24, 24).map(rows -> memory.random(rows * columns)).toList();
    }

    private Case stackForward(GatedForm[] forms, JoinedForm joined, Span x) {
        StackForward.Operands operands = stackOperands(joined, x);
        Span y = memory.space(joined.units() * joined.columns());
        StackForward.Results results = new StackForward.Results(y, kept(joined.columns()));
        Scratch needed = Scratch.none();
        new StackForward(forms, joined, operands, results, needed, workers);
        Scratch scratch = new Scratch(memory.space(needed.taken()));
        return new Case("stack forward", new StackForward(forms, joined, operands, results, scratch, workers)::run);
    }

    private Case stackBackward(GatedForm[] forms, JoinedForm joined, Span x) {
        StackForward.Operands operands = stackOperands(joined, x);
        int outputs = joined.units() * joined.columns();
        StackBackward.Saved saved =
                new StackBackward.Saved(memory.random(outputs), kept(joined.columns()), memory.random(outputs));
        StackBackward.Results results = new StackBackward.Results(
                operands.kernel(), operands.bias(), operands.parameters(), memory.space(20 * joined.columns()));
        Scratch needed = Scratch.none();
        new StackBackward(forms, joined, operands, saved, results, needed, workers);
        Scratch scratch = new Scratch(memory.space(needed.taken()));
        return new Case(
                "stack backward", new StackBackward(forms, joined, operands, saved, results, scratch, workers)::run);
    }

    private Case joinedForward(JoinedForm form, Span... sequences) {
        JoinedForward forward = new JoinedForward(
                form,
                memory.random(form.joined() * form.units()),
                memory.random(form.units()),
                sequences,
                memory.space(form.units() * form.columns()),
                memory.space(JoinedForward.scratch(form, workers)),
                workers);
        return new Case("joined forward", forward::run);
    }

    private Case joinedBackward(JoinedForm form, Span... sequences) {
        int size = form.units() * form.columns();
        Span[] gradients = new Span[sequences.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = memory.space(form.channels(i) * form.columns());
        }
        JoinedBackward backward = new JoinedBackward(
                form,
                new JoinedBackward.Operands(
                        memory.random(form.joined() * form.units()), memory.random(size), memory.random(size)),
                sequences,
                new JoinedBackward.Results(memory.space(form.joined() * form.units()), memory.space(form.units())),
                gradients,
                memory.space(JoinedBackward.scratch(form, true, workers)),
                workers);
        return new Case("joined backward", backward::run);
    }

    private Case loss(int classes, int columns) {
        SoftmaxLoss loss = new SoftmaxLoss(
                classes,
                columns,
                memory.random(classes * columns),
                memory.zeros(columns),
                memory.space(columns),
                memory.space(columns),
                memory.space(SoftmaxLoss.scratch(classes, workers)),
                workers);
        return new Case("cross-entropy", loss::run);
    }

    private Case lossGradient(int classes, int columns) {
        SoftmaxLossGradient gradient = new SoftmaxLossGradient(
                classes,
                columns,
                new SoftmaxLossGradient.Operands(
                        memory.random(classes * columns),
                        memory.zeros(columns),
                        memory.random(columns),
                        memory.random(columns)),
                memory.space(classes * columns),
                memory.space(SoftmaxLossGradient.scratch(classes, workers)),
                workers);
        return new Case("gradient of cross-entropy", gradient::run);
    }

    private List<Case> errors() {
        int columns = 50 * 33;
        ErrorSums.Operands operands = new ErrorSums.Operands(
                memory.random(10 * columns), memory.random(10 * columns), memory.random(columns));
        Span scratch = memory.space(ErrorSums.scratch(10, columns));
        Span result = memory.space(10 * columns);
        ErrorSums sums = new ErrorSums(10, columns, operands, memory.space(1), memory.space(1), scratch, workers);
        ErrorSlopes slopes = new ErrorSlopes(10, columns, operands, memory.of(0.5f), result, workers);
        return List.of(new Case("sums of errors", sums::run), new Case("gradient of errors", slopes::run));
    }

    private List<Case> recurrences() {
        return Stream.of(new GruForm(20, 20, 6, 32), new GruForm(3, 5, 7, 9), new GruForm(4, 20, 7, 1))
                .flatMap(form -> recurrence(form).stream())
                .toList();
    }

    private List<Case> recurrence(GruForm form) {
        int width = 3 * form.units();
        int states = form.units() * form.rowStride();
        int inputs = form.channels() * form.rowStride();
        GruForward.Operands operands = new GruForward.Operands(
                memory.random(inputs),
                memory.random(form.channels() * width),
                memory.random(form.units() * width),
                memory.random(2 * width),
                memory.random(form.units() * form.batch()));
        Span y = memory.space(states);
        Span gates = memory.space(4 * states);
        GruBackward.Results results = new GruBackward.Results(
                memory.space(form.channels() * width),
                memory.space(form.units() * width),
                memory.space(2 * width),
                memory.space(form.units() * form.batch()),
                memory.space(inputs));
        GruBackward.Saved saved = new GruBackward.Saved(y, gates, memory.random(states));
        Span forwardScratch = memory.space(GruForward.scratch(form, workers));
        Span backwardScratch = memory.space(GruBackward.scratch(form, workers));
        return List.of(
                new Case("forward " + form, new GruForward(form, operands, y, gates, forwardScratch, workers)::run),
                new Case(
                        "backward " + form,
                        new GruBackward(form, operands, saved, results, backwardScratch, workers)::run));
    }

    private List<Case> movements() {
        Span x = memory.random(20 * 7 * 33);
        Span y = memory.space(20 * 7 * 33);
        Span work = memory.space(Reduction.scratch(workers));
        StridedCopy transpose = new StridedCopy(new int[] {33, 7, 20}, new int[] {1, 33, 231}, new int[] {140, 20, 1});
        return List.of(
                new Case("transpose", () -> transpose.run(x.array(), x.at(), y.array(), y.at())),
                new Case("sums of rows", new Reduction(true, 20, 7 * 33, 1, x, y, work, workers)::run),
                new Case("sums of columns", new Reduction(true, 20, 7, 33, x, y, work, workers)::run),
                new Case("largest of rows", new Reduction(false, 20, 7 * 33, 1, x, y, work, workers)::run));
    }
}
