package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.compare.Distance;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dGradient;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedDenseGradient;
import io.tidecast.core.conformance.ConformanceCases;
import io.tidecast.core.conformance.OpCase;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Products on tensor cores against the reference: they are off by what rounding their operands does, and not by more. */
final class TensorCoresTest {
    /** Both operands are rounded, and of a layer within a layer again what the first gave. */
    private static final double ROUNDINGS = 4;

    /** Roundings of many operands cancel out for the most part, but never all of them. */
    private static final double LEAST = 1e-2;

    /** So few results may all come out as if nothing were rounded. */
    private static final long FEW = 16;

    private static final Set<Class<? extends Op>> PRODUCTS = Set.of(
            MatMul.class,
            Conv1d.class,
            Conv1dGradient.class,
            GatedConv1d.class,
            GatedConv1dGradient.class,
            JoinedDense.class,
            JoinedDenseGradient.class);

    @BeforeAll
    static void requireTensorCores() {
        switch (new CudaProvider().probe()) {
            case Availability.Available _ -> {
                // asked for below
            }
            case Availability.Unavailable no -> assumeTrue(false, no.reason() + "; " + no.remedy());
        }
        try (Backend backend = open(Precision.TF32)) {
            assumeTrue(backend.name().equals(CudaBackend.NAME));
        } catch (InputException tooOld) {
            assumeTrue(false, tooOld.getMessage());
        }
    }

    private static Backend open(Precision precision) {
        return new CudaProvider().open(new BackendOptions(1, precision));
    }

    @TestFactory
    Stream<DynamicTest> productsAreAsExactAsTheirOperands() {
        return Stream.of(Precision.TF32, Precision.BF16)
                .flatMap(precision -> ConformanceCases.all().stream()
                        .filter(TensorCoresTest::isOfProducts)
                        .map(c -> DynamicTest.dynamicTest(
                                precision.label() + " " + c.name(), () -> check(precision, c))));
    }

    private static boolean isOfProducts(OpCase c) {
        return PRODUCTS.contains(c.op().at(DType.F32).getClass())
                && c.inputs().stream().allMatch(TensorCoresTest::isFiniteAndThere);
    }

    private static boolean isFiniteAndThere(Tensor tensor) {
        long size = tensor.type().size();
        return size > 0 && LongStream.range(0, size).allMatch(i -> Double.isFinite(tensor.get(i)));
    }

    /** Both get the same operands: where a gradient's own preparation rounds, a kink may lie on its other side. */
    private static void check(Precision precision, OpCase c) {
        List<Tensor> expected;
        List<Tensor> found;
        try (Backend reference = Backends.open("ejml");
                Backend backend = open(precision)) {
            List<Tensor> operands =
                    run(reference, c.inputs(), builder -> c.preparation().of(builder, c.declare(builder, DType.F32)));
            expected = run(reference, operands, builder -> apply(c, operands, builder));
            found = run(backend, operands, builder -> apply(c, operands, builder));
        }
        Distance distance = Distance.NONE;
        for (int i = 0; i < expected.size(); i++) {
            distance = distance.and(Distance.of(found.get(i), expected.get(i)));
        }
        double error = distance.relative();
        double most = ROUNDINGS * precision.roundoff();
        assertTrue(error <= most, c.name() + ": off by " + error + ", tolerated " + most);
        long elements = expected.stream().mapToLong(each -> each.type().size()).sum();
        double least = elements > FEW && distance.norm() > 0 ? LEAST * precision.roundoff() : 0;
        assertTrue(error >= least, c.name() + ": off by " + error + ", as if nothing were rounded");
    }

    private static List<Value> apply(OpCase c, List<Tensor> operands, GraphBuilder builder) {
        List<Value> values = new ArrayList<>();
        for (Tensor operand : operands) {
            values.add(builder.input(OpCase.inputName(values.size()), operand.type()));
        }
        return builder.applyAll(c.op().at(DType.F32), values);
    }

    private static List<Tensor> run(Backend backend, List<Tensor> inputs, Function<GraphBuilder, List<Value>> define) {
        GraphBuilder builder = new GraphBuilder("case");
        List<Value> results = define.apply(builder);
        for (int i = 0; i < results.size(); i++) {
            builder.output("out" + i, results.get(i));
        }
        try (VariableStore none = new VariableStore(backend, List.of());
                Program program =
                        new Compiler(backend, true).compile(builder.build()).instantiate(none)) {
            for (int i = 0; i < inputs.size(); i++) {
                program.set(OpCase.inputName(i), inputs.get(i));
            }
            program.run();
            List<Tensor> outputs = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                outputs.add(program.get("out" + i));
            }
            return outputs;
        }
    }
}
