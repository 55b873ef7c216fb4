package io.tidecast.core.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.BackendProvider;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;

/**
 * What a backend must do to be one. A backend's own test extends this class and gives its provider; the reference, the
 * backend {@code ejml}, must be on the test's class path. Where the backend cannot run the tests are skipped with its
 * reason; a primitive without a kernel fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendConformance {
    private static final String REFERENCE = "ejml";
    private static final double OF_GRADIENTS = 2e-4;
    private static final double OF_FUSION = 5;
    private static final int SEVERAL_THREADS = 3;
    private static final int RANDOM_GRAPHS = 40;

    private final BackendProvider provider;
    private final List<OpCase> cases = ConformanceCases.all();
    private final Backend reference = Backends.open(REFERENCE);
    private Optional<Backend> opened = Optional.empty();
    private Optional<Backend> openedWithMoreThreads = Optional.empty();

    /** Makes the suite for one backend. */
    protected BackendConformance(BackendProvider provider) {
        this.provider = provider;
    }

    @BeforeAll
    void open() {
        switch (provider.probe()) {
            case Availability.Available _ -> {
                opened = Optional.of(provider.open(new BackendOptions(1)));
                openedWithMoreThreads = Optional.of(provider.open(new BackendOptions(SEVERAL_THREADS)));
            }
            case Availability.Unavailable no ->
                assumeTrue(false, provider.name() + " cannot run here: " + no.reason() + "; " + no.remedy());
        }
    }

    @AfterAll
    void close() {
        opened.ifPresent(Backend::close);
        openedWithMoreThreads.ifPresent(Backend::close);
        reference.close();
    }

    private Backend backend() {
        return opened.orElseThrow();
    }

    @Test
    void everyPrimitiveHasACase() {
        Set<Class<? extends Op>> covered = ConformanceCases.covered();
        List<String> missing = Stream.of(Primitive.class.getPermittedSubclasses())
                .filter(primitive -> !covered.contains(primitive))
                .map(Class::getSimpleName)
                .toList();
        assertEquals(List.of(), missing);
    }

    @TestFactory
    Stream<DynamicTest> primitivesHaveKernels() {
        return tests(c -> c.op().at(DType.F32) instanceof Primitive, c -> {
            assertTrue(backend().kernel(request(c)).isPresent(), () -> "no kernel for " + request(c));
        });
    }

    @TestFactory
    Stream<DynamicTest> examples() {
        return Examples.all().stream()
                .map(example -> test(example.name(), () -> {
                    List<Tensor> actual = GraphRun.once(backend(), example.graph(), List.of());
                    Agreement.assertClose(List.of(example.expected()), actual, Examples.TOLERANCE, "result");
                }));
    }

    @TestFactory
    Stream<DynamicTest> outputsAgreeWithTheReference() {
        return tests(_ -> true, c -> {
            Graph graph = graph(c);
            List<Tensor> expected = c.comparable(GraphRun.once(reference, graph, c.inputs()));
            List<Tensor> actual = c.comparable(GraphRun.once(backend(), graph, c.inputs()));
            Agreement.assertClose(expected, actual, c.tolerance(), "forward");
        });
    }

    @TestFactory
    Stream<DynamicTest> gradients() {
        return tests(BackendConformance::hasGradient, c -> {
            int outputs = Math.min(c.smoothOutputs(), outputCount(c));
            checkGradient(c, 0, outputs);
            List<TensorType> types = graph(c).outputTypes();
            for (int output = 0; output < outputs && outputs > 1; output++) {
                if (types.get(output).dtype().isFloating()) {
                    checkGradient(c, output, output + 1);
                }
            }
        });
    }

    private void checkGradient(OpCase c, int from, int to) {
        if (isReference()) {
            GradientCheck.assertAgreesWithDifferences(
                    backend(),
                    c.inputs(DType.F64),
                    (builder, in) -> c.apply(builder, in, DType.F64).subList(from, to));
        } else {
            List<TensorType> types = c.inputs().stream().map(Tensor::type).toList();
            Graph graph = GradientCheck.gradient(
                    types, (builder, in) -> c.apply(builder, in, DType.F32).subList(from, to));
            List<Tensor> expected = GraphRun.once(reference, graph, c.inputs());
            List<Tensor> actual = GraphRun.once(backend(), graph, c.inputs());
            Agreement.assertClose(expected, actual, OF_GRADIENTS, "gradient of outputs " + from + " to " + (to - 1));
        }
    }

    @TestFactory
    Stream<DynamicTest> fusedAgreesWithDecomposed() {
        return tests(this::isFused, c -> {
            GraphBuilder builder = new GraphBuilder("decomposed");
            Graph decomposed = outputs(builder, c.decompose(builder, c.declare(builder, DType.F32), DType.F32));
            List<Tensor> expected = c.comparable(GraphRun.once(backend(), decomposed, c.inputs()));
            List<Tensor> actual = c.comparable(GraphRun.once(backend(), graph(c), c.inputs()));
            Agreement.assertClose(expected, actual, OF_FUSION * c.tolerance(), "fused");
        });
    }

    @TestFactory
    Stream<DynamicTest> compositesAgreeWithTheirFormulas() {
        return tests(c -> Formulas.of(c).isPresent(), c -> {
            List<Tensor> expected = c.comparable(Formulas.of(c).orElseThrow());
            List<Tensor> actual = c.comparable(GraphRun.once(backend(), graph(c), c.inputs()));
            Agreement.assertClose(expected, actual, c.tolerance(), "by formula");
        });
    }

    @TestFactory
    Stream<DynamicTest> resultsDoNotDependOnTheNumberOfThreads() {
        return tests(_ -> true, c -> {
            Graph graph = graph(c);
            List<Tensor> one = GraphRun.once(backend(), graph, c.inputs());
            List<Tensor> several = GraphRun.once(openedWithMoreThreads.orElseThrow(), graph, c.inputs());
            Agreement.assertSameBits(one, several, "with several threads");
        });
    }

    @TestFactory
    Stream<DynamicTest> trimmedOperationsKeepTheirFirstOutputs() {
        return tests(c -> outputCount(c) > 1, c -> {
            List<Tensor> all = GraphRun.once(backend(), graph(c), c.inputs());
            for (int count = 1; count < all.size(); count++) {
                GraphBuilder builder = new GraphBuilder("trimmed");
                List<Value> outputs = c.apply(builder, c.declare(builder, DType.F32), DType.F32);
                Graph trimmed = outputs(builder, outputs.subList(0, count));
                List<Tensor> kept = GraphRun.once(backend(), trimmed, c.inputs());
                Agreement.assertClose(all.subList(0, count), kept, OF_FUSION * c.tolerance(), "first " + count);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> programsDependOnTheirInputsAlone() {
        return tests(_ -> true, c -> {
            Graph graph = graph(c);
            List<Tensor> expected = GraphRun.once(backend(), graph, c.inputs());
            for (float poison : new float[] {Float.NaN, 1e9f}) {
                try (GraphRun run = new GraphRun(new PoisoningBackend(backend(), poison), graph, true)) {
                    Agreement.assertSameBits(expected, run.of(c.inputs()), "in memory full of " + poison);
                    Agreement.assertSameBits(expected, run.again(), "run again");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> kernelsKeepToTheirMemory() {
        return tests(this::hasKernel, c -> {
            KernelRequest request = request(c);
            List<Tensor> operands = operands(c);
            try (KernelRun run = new KernelRun(backend(), request)) {
                List<Tensor> first = run.of(operands, 0);
                Agreement.assertSameBits(first, run.of(operands, Float.NaN), "in memory full of NaN");
                Agreement.assertSameBits(first, run.of(operands, 1e9f), "in memory full of 1e9");
                runInPlace(request, operands, first);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> programsOfRandomGraphsComputeWhatWasTraced() {
        return randomGraphs(random -> RandomGraphChecks.assertPlansAgree(backend(), random));
    }

    @TestFactory
    Stream<DynamicTest> programsOfRandomGraphsChangeVariablesAsTraced() {
        return randomGraphs(random -> RandomGraphChecks.assertVariablesAgree(backend(), random));
    }

    @TestFactory
    Stream<DynamicTest> gradientsOfRandomGraphs() {
        return isReference()
                ? randomGraphs(random -> RandomGraphChecks.assertGradientAgrees(backend(), random))
                : Stream.empty();
    }

    private Stream<DynamicTest> randomGraphs(Consumer<RandomGraph> body) {
        // only doubles keep all the bits of the reference's values between one kernel and the next
        DType floating = isReference() ? DType.F64 : DType.F32;
        return LongStream.range(0, RANDOM_GRAPHS)
                .mapToObj(seed -> new RandomGraph(seed, floating))
                .map(random -> test(random.toString(), () -> body.accept(random)));
    }

    private boolean isReference() {
        return provider.name().equals(REFERENCE);
    }

    private void runInPlace(KernelRequest request, List<Tensor> inputs, List<Tensor> expected) {
        KernelFactory factory = backend().kernel(request).orElseThrow();
        for (int input = 0; input < inputs.size(); input++) {
            for (int output = 0; output < expected.size(); output++) {
                boolean sameSize = request.inputs().get(input).bytes()
                        == request.outputs().get(output).bytes();
                if (sameSize && factory.mayAlias(input, output)) {
                    try (KernelRun run = new KernelRun(backend(), request, OptionalInt.of(input), output)) {
                        String what = "output " + output + " in place of input " + input;
                        Agreement.assertSameBits(expected, run.of(inputs, Float.NaN), what);
                    }
                }
            }
        }
    }

    private Stream<DynamicTest> tests(Predicate<OpCase> which, Consumer<OpCase> body) {
        return cases.stream().filter(which).map(c -> test(c.name(), () -> body.accept(c)));
    }

    /** Returns a test whose failure says its name, which not every report does. */
    private static DynamicTest test(String name, Executable body) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                body.execute();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(name + ": " + failure.getMessage(), failure);
            }
        });
    }

    private static Graph graph(OpCase c) {
        GraphBuilder builder = new GraphBuilder("case");
        return outputs(builder, c.apply(builder, c.declare(builder, DType.F32), DType.F32));
    }

    private static Graph outputs(GraphBuilder builder, List<Value> values) {
        IntStream.range(0, values.size()).forEach(i -> builder.output("out" + i, values.get(i)));
        return builder.build();
    }

    private static KernelRequest request(OpCase c) {
        GraphBuilder builder = new GraphBuilder("request");
        List<Value> operands = c.preparation().of(builder, c.declare(builder, DType.F32));
        return KernelRequest.of(
                c.op().at(DType.F32), operands.stream().map(Value::type).toList());
    }

    private List<Tensor> operands(OpCase c) {
        GraphBuilder builder = new GraphBuilder("operands");
        Graph graph = outputs(builder, c.preparation().of(builder, c.declare(builder, DType.F32)));
        return GraphRun.once(backend(), graph, c.inputs());
    }

    private boolean isFused(OpCase c) {
        return c.op().at(DType.F32) instanceof Composite && hasKernel(c);
    }

    private boolean hasKernel(OpCase c) {
        return !(c.op().at(DType.F32) instanceof Scan)
                && backend().kernel(request(c)).isPresent();
    }

    private static int outputCount(OpCase c) {
        return graph(c).outputs().size();
    }

    private static boolean hasGradient(OpCase c) {
        boolean floatingInput =
                c.inputs().stream().anyMatch(input -> input.type().dtype().isFloating());
        return c.smoothOutputs() > 0
                && floatingInput
                && graph(c).outputTypes().stream().anyMatch(type -> type.dtype().isFloating());
    }
}
