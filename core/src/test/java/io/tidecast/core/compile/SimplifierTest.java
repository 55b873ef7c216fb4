package io.tidecast.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.composite.Gru;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Loop;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimplifierTest {
    private final GraphBuilder builder = new GraphBuilder("test");
    private final Value x = builder.input("x", TensorType.f32(2, 3));

    @Test
    void whatNothingNeedsFallsAwayButInputsStay() {
        builder.input("unused", TensorType.f32());
        Ops.exp(x);
        builder.output("y", Ops.tanh(x));
        Graph simple = simplified();
        assertEquals(2, simple.inputs().size());
        assertEquals(3, simple.nodes().size());
    }

    @Test
    void whatComputesTheSameBecomesOne() {
        builder.output("y", Ops.multiply(Ops.multiply(Ops.exp(x), 2.5), Ops.multiply(Ops.exp(x), 2.5)));
        assertEquals(1, count(simplified(), new Unary(Unary.Kind.EXP)));
        Value result = simplified().outputList().getFirst();
        assertEquals(result.node().inputs().get(0), result.node().inputs().get(1));
    }

    @Test
    void neutralOperandsVanish() {
        builder.output("y", Ops.subtract(Ops.add(Ops.multiply(x, 1), Ops.zeros(x)), Ops.zeros(x)));
        assertInstanceOf(
                Leaf.Input.class, simplified().outputList().getFirst().node().op());
    }

    @Test
    void aZeroTimesSomethingStaysBecauseNotANumberMust() {
        builder.output("y", Ops.multiply(x, 0));
        assertFalse(simplified().outputList().getFirst().node().op() instanceof Leaf);
    }

    @Test
    void reshapesOfReshapesAreOne() {
        builder.output("y", Layout.reshape(Layout.reshape(Layout.reshape(x, 6), 3, 2), 1, 6));
        assertEquals(
                1,
                simplified().nodes().stream()
                        .filter(node -> node.op() instanceof Reshape)
                        .count());
    }

    @Test
    void whatOnlyAGradientWouldReadIsLeftOutOfAForwardPass() {
        Value sequence = builder.input("sequence", TensorType.f32(1, 5, 2));
        Value kernel = builder.input("kernel", TensorType.f32(1, 9));
        Value recurrent = builder.input("recurrent", TensorType.f32(3, 9));
        Value bias = builder.input("bias", TensorType.f32(2, 9));
        Value state = builder.input("state", TensorType.f32(3, 2));
        List<Value> outputs = builder.applyAll(new Gru(true), List.of(sequence, kernel, recurrent, bias, state));
        builder.output("y", outputs.getFirst());
        assertEquals(new Gru(false), simplified().outputList().getFirst().node().op());
    }

    @Test
    void aLoopKeepsItsHistoryForAGradientAlone() {
        Loop.LoopResult loop = Loop.scan(
                List.of(builder.input("carry", TensorType.f32(2))),
                List.of(new Loop.Along(x, 1)),
                List.of(),
                false,
                (carries, slices, constants) ->
                        new Loop.StepResult(List.of(Ops.add(carries.getFirst(), slices.getFirst())), List.of()));
        builder.output("sum", loop.carries().getFirst());
        Op kept = simplified().outputList().getFirst().node().op();
        assertFalse(assertInstanceOf(Scan.class, kept).history());
    }

    @Test
    void theListingShowsNodesAndResults() {
        builder.output("y", Ops.tanh(x));
        String listing = simplified().listing();
        assertTrue(listing.contains("%1 = Unary[kind=TANH][%0] [F32[2,3]]"), listing);
        assertTrue(listing.contains("y := %1"), listing);
    }

    private Graph simplified() {
        return Simplifier.simplify(builder.build());
    }

    private static long count(Graph graph, Op op) {
        return graph.nodes().stream().filter(node -> node.op().equals(op)).count();
    }
}
