package io.tidecast.core.graph;

import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;

/** One output of a node. */
public record Value(Node node, int output) {
    /** Returns the element type and the shape. */
    public TensorType type() {
        return node.types().get(output);
    }

    /** Returns the shape. */
    public Shape shape() {
        return type().shape();
    }

    /** Returns the element type. */
    public DType dtype() {
        return type().dtype();
    }

    /** Returns the extent of one axis. */
    public int dim(int axis) {
        return shape().dim(axis);
    }

    /** Returns the builder of the graph that the value belongs to. */
    public GraphBuilder builder() {
        return node.builder();
    }

    /** Returns {@code %5}, or {@code %5.1} for an output after the first. */
    @Override
    public String toString() {
        return "%" + node.id() + (output == 0 ? "" : "." + output);
    }
}
