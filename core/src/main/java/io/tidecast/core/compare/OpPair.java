package io.tidecast.core.compare;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.graph.Node;
import io.tidecast.core.type.Tensor;
import java.util.List;

/** One node on two backends, both given the same operands. */
final class OpPair implements AutoCloseable {
    private final SingleOp candidate;
    private final SingleOp reference;

    OpPair(Backend candidate, Backend reference, Node node) {
        this.candidate = new SingleOp(candidate, node);
        this.reference = new SingleOp(reference, node);
    }

    /**
     * What came out.
     *
     * @param expected what the reference found
     * @param relative how far the candidate's outputs are from that, of all outputs the farthest
     */
    record Results(List<Tensor> expected, double relative) {}

    Results run(List<Tensor> operands) {
        List<Tensor> expected = reference.run(operands);
        List<Tensor> found = candidate.run(operands);
        double relative = 0;
        for (int i = 0; i < expected.size(); i++) {
            relative = Math.max(
                    relative, Distance.of(found.get(i), expected.get(i)).relative());
        }
        return new Results(expected, relative);
    }

    @Override
    public void close() {
        candidate.close();
        reference.close();
    }
}
