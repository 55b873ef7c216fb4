package io.tidecast.models.verify;

import io.tidecast.core.compare.OpDifference;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Origin;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * The op that a difference comes from, as found by replaying the step op by op with the reference's operands.
 *
 * @param op the operation with what parametrises it, such as {@code Unary[kind=TANH]}
 * @param scope the layer, such as {@code conv-gru/gru1}; empty at the top; for an op within loops that of the outermost
 * @param place the line of code that asked for it
 * @param inputs the types of its operands
 * @param outputs the types of its results
 * @param difference the relative difference of its results, of several the largest; may be infinite
 * @param beyond whether that is more than rounding; where it is not, no op is, and this is the one that differs most
 * @param loopSteps for an op within loops at which of their steps it differs first, counted from 1, the outermost first
 */
public record Suspect(
        String op,
        String scope,
        String place,
        List<String> inputs,
        List<String> outputs,
        double difference,
        boolean beyond,
        List<Integer> loopSteps) {
    /** Copies the lists. */
    public Suspect {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        loopSteps = List.copyOf(loopSteps);
    }

    static Suspect of(OpDifference found, boolean beyond) {
        OpDifference inner = found.innermost();
        Node node = inner.node();
        Origin origin = found.node().origin();
        return new Suspect(
                inner.op(),
                origin.scope(),
                origin.place(),
                node.inputTypes().stream().map(TensorType::toString).toList(),
                node.types().stream().map(TensorType::toString).toList(),
                inner.relative(),
                beyond,
                found.loopSteps());
    }
}
