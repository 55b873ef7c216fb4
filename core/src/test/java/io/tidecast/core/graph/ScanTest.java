package io.tidecast.core.graph;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScanTest {
    @Test
    void aLoopOfNoStepsIsRefusedWhileTracing() {
        GraphBuilder step = new GraphBuilder("step");
        step.output("same", step.input("x", TensorType.f32(3)));
        Scan scan = new Scan(step.build(), 0, List.of(0), List.of(0), 0, false, false);
        GraphBuilder builder = new GraphBuilder("outer");
        Value empty = builder.input("empty", TensorType.f32(0, 3));
        GraphException refusal = assertThrows(GraphException.class, () -> builder.apply(scan, empty));
        assertTrue(refusal.getMessage().startsWith("Scan: a loop of 0 steps;"), refusal.getMessage());
    }
}
