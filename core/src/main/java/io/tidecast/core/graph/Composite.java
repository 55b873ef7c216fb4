package io.tidecast.core.graph;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation that carries its own decomposition. A backend may supply one fused kernel for it; where it does not, the
 * decomposition runs. So a new composite is one class and works on every backend the same day.
 */
public non-sealed interface Composite extends Op {
    /**
     * Adds the operations that compute the same.
     *
     * @param builder the builder of the inputs
     * @return as many values as the composite has outputs, of the same types
     */
    List<Value> decompose(GraphBuilder builder, List<Value> inputs);

    /**
     * Returns how many of the first outputs are the same on every backend. In which order the elements of the others lie is
     * left to whoever computes them, and only operations of the same backend can read them.
     */
    default int comparableOutputs() {
        return Integer.MAX_VALUE;
    }

    /**
     * Adds a gradient of the composite's own, usually one fused composite.
     *
     * @param inputs the composite's inputs
     * @param outputs the composite's outputs
     * @param outputGradients the loss's gradient by each output, null where the loss does not depend on it
     * @return the loss's gradient by each input, null where there is none; or empty to differentiate the decomposition
     */
    default Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        return Optional.empty();
    }
}
