package io.tidecast.models.measure;

import io.tidecast.core.compile.Simplifier;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * Counts the bytes that a graph's operations move: each reads its operands once and writes its results once, a composite
 * as one operation, whatever it keeps to itself; a loop's body as often as it runs. Reshapes move nothing. Kernels that
 * take several operations together move less, those that read an operand again move more.
 */
final class Traffic {
    private Traffic() {}

    /** Returns the bytes that one run of a graph moves. */
    static long of(Graph graph) {
        long bytes = 0;
        for (Node node : Simplifier.simplify(graph).nodes()) {
            bytes += switch (node.op()) {
                case Leaf _ -> 0;
                case Reshape _ -> 0;
                case Scan scan -> scan.length() * of(scan.body());
                case Composite _, Primitive _ -> bytes(node.inputTypes()) + bytes(node.types());
            };
        }
        return bytes;
    }

    private static long bytes(List<TensorType> types) {
        return types.stream().mapToLong(TensorType::bytes).sum();
    }
}
