package io.tidecast.core.compare;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Node;
import io.tidecast.core.type.Tensor;
import java.util.List;

/** One node on two backends. */
final class OpPair implements AutoCloseable {
    private final SingleOp candidate;
    private final SingleOp reference;
    private final int comparable;

    OpPair(Backend candidate, Backend reference, Node node) {
        this.candidate = new SingleOp(candidate, node);
        this.reference = new SingleOp(reference, node);
        comparable = comparable(node);
    }

    /** Returns how many of a node's first outputs are the same on every backend. */
    static int comparable(Node node) {
        int all = node.types().size();
        return node.op() instanceof Composite composite ? Math.min(all, composite.comparableOutputs()) : all;
    }

    /**
     * What came out.
     *
     * @param expected what the reference found
     * @param found what the candidate found
     * @param relative how far the candidate's outputs are from the reference's, of all that can be compared the farthest
     */
    record Results(List<Tensor> expected, List<Tensor> found, double relative) {}

    /**
     * Runs the node.
     *
     * @param ofReference the reference's operands
     * @param ofCandidate the same, but for those whose elements lie in an order of the candidate's own
     */
    Results run(List<Tensor> ofReference, List<Tensor> ofCandidate) {
        List<Tensor> expected = reference.run(ofReference);
        List<Tensor> found = candidate.run(ofCandidate);
        double relative = 0;
        for (int i = 0; i < comparable; i++) {
            relative = Math.max(
                    relative, Distance.of(found.get(i), expected.get(i)).relative());
        }
        return new Results(expected, found, relative);
    }

    @Override
    public void close() {
        candidate.close();
        reference.close();
    }
}
