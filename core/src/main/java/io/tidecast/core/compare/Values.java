package io.tidecast.core.compare;

import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of a graph that is replayed: what the reference found, and beside it what the candidate found where a value's
 * elements lie in an order of each backend's own.
 */
final class Values {
    private final Map<Value, Tensor> expected = new HashMap<>();
    private final Map<Value, Tensor> candidatesOwn = new HashMap<>();
    private final Set<Value> spoilt = new HashSet<>();
    private final double tolerance;

    /**
     * Begins without values.
     *
     * @param tolerance how far a right output may be from the reference's
     */
    Values(double tolerance) {
        this.tolerance = tolerance;
    }

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

    /**
     * Runs a node on both backends and keeps what comes out; returns how far apart that is. A node that reads what only the
     * candidate can read of a node that differed is not blamed for it: 0.
     */
    double run(Node node, OpPair pair) {
        List<Tensor> ofReference = node.inputs().stream().map(this::get).toList();
        List<Tensor> ofCandidate = node.inputs().stream()
                .map(operand -> candidatesOwn.getOrDefault(operand, get(operand)))
                .toList();
        OpPair.Results results = pair.run(ofReference, ofCandidate);
        boolean inherits = node.inputs().stream().anyMatch(spoilt::contains);
        boolean spoils = inherits || !(results.relative() <= tolerance);
        for (int i = 0; i < results.expected().size(); i++) {
            Value value = new Value(node, i);
            expected.put(value, results.expected().get(i));
            if (i >= OpPair.comparable(node)) {
                candidatesOwn.put(value, results.found().get(i));
                if (spoils) {
                    spoilt.add(value);
                }
            }
        }
        return inherits ? 0 : results.relative();
    }

    /** Forgets a value. */
    void remove(Value value) {
        expected.remove(value);
        candidatesOwn.remove(value);
        spoilt.remove(value);
    }
}
