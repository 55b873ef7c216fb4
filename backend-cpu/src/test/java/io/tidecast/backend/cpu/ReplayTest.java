package io.tidecast.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compare.OpDifference;
import io.tidecast.core.compare.Replay;
import io.tidecast.core.compare.ReplayResult;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.conformance.SlippingBackend;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replays name the very op that is wrong, and none where all are right. */
class ReplayTest {
    private static final int UNITS = 5;
    private static final int TIME = 6;
    private static final int BATCH = 4;
    private static final Variable KERNEL = new Variable("kernel", TensorType.f32(3, 3 * UNITS));
    private static final Variable RECURRENT = new Variable("recurrent", TensorType.f32(UNITS, 3 * UNITS));
    private static final Variable BIAS = new Variable("bias", TensorType.f32(2, 3 * UNITS));
    private static final String LOSS = "loss";
    private static final String INPUT = "x";
    private static final double WRONG = 1.001;

    private final Backend reference = Backends.open("ejml");
    private final Map<Variable, Tensor> variables = new HashMap<>();
    private final Map<String, Tensor> inputs = new HashMap<>();
    private final Graph graph = graph();

    @BeforeEach
    void draw() {
        SplittableRandom random = new SplittableRandom(3);
        List.of(KERNEL, RECURRENT, BIAS)
                .forEach(variable -> variables.put(variable, Tensor.gaussian(variable.type(), 0.5, random)));
        inputs.put(INPUT, Tensor.gaussian(TensorType.f32(3, TIME, BATCH), 0.5, random));
    }

    @AfterEach
    void close() {
        reference.close();
    }

    /** A GRU whose states' squares are the loss; the variables become their gradients. */
    private static Graph graph() {
        GraphBuilder builder = new GraphBuilder("squares of a GRU's states");
        Value x = builder.input(INPUT, TensorType.f32(3, TIME, BATCH));
        List<Value> weights = List.of(builder.read(KERNEL), builder.read(RECURRENT), builder.read(BIAS));
        Value start = Ops.filled(builder, TensorType.f32(UNITS, BATCH), 0);
        Value states;
        try (GraphBuilder.Scope _ = builder.scope("gru1")) {
            states = builder.applyAll(new Gru(true), List.of(x, weights.get(0), weights.get(1), weights.get(2), start))
                    .getFirst();
        }
        Value loss = Ops.sumAll(Ops.square(states));
        builder.output(LOSS, loss);
        List<Value> gradients = Differentiator.gradient(loss, weights);
        builder.assign(KERNEL, gradients.get(0));
        builder.assign(RECURRENT, gradients.get(1));
        builder.assign(BIAS, gradients.get(2));
        return builder.build();
    }

    private ReplayResult replay(Predicate<Op> slips, Predicate<Op> lacks, double factor) {
        try (Backend candidate = new SlippingBackend(Backends.open("cpu"), "slipping", slips, lacks, factor)) {
            return new Replay(candidate, reference, Replay.USUAL_TOLERANCE).of(graph, inputs, variables);
        }
    }

    private static boolean none(Op op) {
        return false;
    }

    private static boolean gru(Op op) {
        return op instanceof Gru || op instanceof GruGradient;
    }

    private static Predicate<Op> unary(Unary.Kind kind) {
        return op -> op.equals(new Unary(kind));
    }

    @Test
    void findsNothingWhereAllIsRight() {
        for (Predicate<Op> lacks : List.<Predicate<Op>>of(ReplayTest::none, ReplayTest::gru)) {
            ReplayResult result = replay(ReplayTest::none, lacks, 1);
            assertTrue(result.differences().size() > 3);
            assertTrue(result.differences().stream().noneMatch(result::isBeyond));
            OpDifference largest = result.culpritOfVariable(KERNEL).orElseThrow();
            assertTrue(largest.relative() < 1e-5, largest::toString);
        }
    }

    @Test
    void aGradientsKernelIsNamedForWhatDependsOnIt() {
        ReplayResult result = replay(op -> op instanceof GruGradient, ReplayTest::none, WRONG);
        OpDifference culprit = result.culpritOfVariable(RECURRENT).orElseThrow();
        assertTrue(result.isBeyond(culprit));
        assertEquals("GruGradient[inputGradient=false]", culprit.op());
        assertEquals("gru1/gradient", culprit.node().origin().scope());
        assertEquals(WRONG - 1, culprit.relative(), 1e-5);
        OpDifference ofLoss = result.culpritOfOutput(LOSS).orElseThrow();
        assertFalse(result.isBeyond(ofLoss));
    }

    @Test
    void whatFollowsAWrongOpIsNotBlamed() {
        ReplayResult result = replay(op -> op instanceof Gru, ReplayTest::none, WRONG);
        List<String> blamed = result.differences().stream()
                .filter(result::isBeyond)
                .map(OpDifference::op)
                .toList();
        assertEquals(List.of("Gru[saving=true]"), blamed);
    }

    @Test
    void loopsAreEntered() {
        ReplayResult result = replay(unary(Unary.Kind.TANH), ReplayTest::gru, WRONG);
        OpDifference loop = result.culpritOfOutput(LOSS).orElseThrow();
        assertEquals("Scan[length=" + TIME + "]", loop.op());
        assertEquals("Unary[kind=TANH]", loop.innermost().op());
        assertEquals(WRONG - 1, loop.innermost().relative(), 1e-5);
        assertEquals(List.of(1), loop.loopSteps());
    }

    @Test
    void whatIsNotANumberIsBeyondEveryTolerance() {
        ReplayResult result = replay(unary(Unary.Kind.SIGMOID), ReplayTest::gru, Double.NaN);
        OpDifference loop = result.culpritOfOutput(LOSS).orElseThrow();
        assertTrue(result.isBeyond(loop));
        assertEquals("Unary[kind=SIGMOID]", loop.innermost().op());
        assertEquals(Double.POSITIVE_INFINITY, loop.innermost().relative());
    }
}
