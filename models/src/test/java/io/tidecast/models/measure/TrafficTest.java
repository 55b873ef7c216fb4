package io.tidecast.models.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import org.junit.jupiter.api.Test;

/** Bytes held against those that follow from the operands' sizes by hand. */
class TrafficTest {
    private static Task task(String name) {
        return Tasks.named(name).orElseThrow();
    }

    @Test
    void eachOperandAndEachResultCountOnceAndReshapesNot() {
        GraphBuilder builder = new GraphBuilder("product");
        Value left = builder.input("left", TensorType.f32(3, 5));
        Value right = builder.input("right", TensorType.f32(5, 7));
        Value product = builder.apply(new MatMul(false, false), left, right);
        builder.output("flat", builder.apply(new Reshape(Shape.of(21)), product));
        assertEquals(4 * (15 + 35 + 21), Traffic.of(builder.build()));
    }

    @Test
    void convGruForward() {
        long batch = 32;
        long window = 50 * batch;
        long states = 20 * 24 * batch;
        long convolution = window + 4 * 20 + 20 + states;
        long first = 20 * batch;
        long gru = states + first + 2 * (20 * 60) + 2 * 60 + states;
        long dense = states + 20 * 10 + 10 + 10 * 24 * batch;
        long counted = task("conv-gru-inference").traffic();
        assertTrue(counted >= 4 * (convolution + 2 * gru + dense - 2 * first), "found " + counted);
        assertTrue(counted <= 2 * 4 * (convolution + 2 * gru + dense), "found " + counted);
    }

    @Test
    void aLargerBatchMovesItsWindowsAndNoMoreWeights() {
        long small = task("conv-gru").traffic();
        long large = task("conv-gru-batch-4096").traffic();
        assertTrue(large < 128 * small, "found " + large + " of " + small);
        assertTrue(large > 64 * small, "found " + large + " of " + small);
    }
}
