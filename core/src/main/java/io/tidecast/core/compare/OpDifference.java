package io.tidecast.core.compare;

import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far apart two backends are at one node, both given what the reference found for the node's operands.
 *
 * @param node of the graph as it was lowered for the candidate
 * @param relative the norm of the difference over that of what the reference found, of all outputs the largest
 * @param inLoop for a loop that differs, where in its body
 */
public record OpDifference(Node node, double relative, Optional<InLoop> inLoop) {
    /**
     * A node of a loop's body that differs.
     *
     * @param step the first of the loop's steps at which it does, in the order they run, counted from 1
     * @param difference by how much
     */
    public record InLoop(int step, OpDifference difference) {}

    /** Returns the operation with what parametrises it, such as {@code Unary[kind=TANH]}. */
    public String op() {
        return node.op() instanceof Scan scan ? "Scan[length=" + scan.length() + "]" : String.valueOf(node.op());
    }

    /** Returns the difference at the innermost node: this one, or one in the body of the loop that it is. */
    public OpDifference innermost() {
        return inLoop.map(InLoop::difference).map(OpDifference::innermost).orElse(this);
    }

    /** Returns the steps of the loops around the innermost node at which it differs, the outermost loop's first. */
    public List<Integer> loopSteps() {
        return inLoop.map(inner -> {
                    List<Integer> steps = new ArrayList<>(List.of(inner.step()));
                    steps.addAll(inner.difference().loopSteps());
                    return List.copyOf(steps);
                })
                .orElse(List.of());
    }
}
