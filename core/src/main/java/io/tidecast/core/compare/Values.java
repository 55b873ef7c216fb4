package io.tidecast.core.compare;

import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a graph that is replayed: what the reference found, and beside it what the candidate found where a value's
 * elements lie in an order of each backend's own.
 */
final class Values {
    private final Map<Value, Tensor> expected = new HashMap<>();
    private final Map<Value, Tensor> candidatesOwn = new HashMap<>();

    void put(Value value, Tensor tensor) {
        expected.put(value, tensor);
    }

    Tensor get(Value value) {
        Tensor tensor = expected.get(value);
        if (tensor == null) {
            throw new IllegalStateException("nothing was computed for " + value);
        }
        return tensor;
    }

    /** Runs a node on both backends and keeps what comes out; returns how far apart that is. */
    double run(Node node, OpPair pair) {
        List<Tensor> ofReference = node.inputs().stream().map(this::get).toList();
        List<Tensor> ofCandidate = node.inputs().stream()
                .map(operand -> candidatesOwn.getOrDefault(operand, get(operand)))
                .toList();
        OpPair.Results results = pair.run(ofReference, ofCandidate);
        for (int i = 0; i < results.expected().size(); i++) {
            Value value = new Value(node, i);
            expected.put(value, results.expected().get(i));
            if (i >= OpPair.comparable(node)) {
                candidatesOwn.put(value, results.found().get(i));
            }
        }
        return results.relative();
    }

    /** Forgets a value. */
    void remove(Value value) {
        expected.remove(value);
        candidatesOwn.remove(value);
    }
}
