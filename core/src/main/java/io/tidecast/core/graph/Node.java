package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** One operation applied to values; compared by identity. */
public final class Node {
    private final GraphBuilder builder;
    private final int id;
    private final Op op;
    private final List<Value> inputs;
    private final List<TensorType> types;
    private final Origin origin;

    Node(GraphBuilder builder, int id, Op op, List<Value> inputs, List<TensorType> types, Origin origin) {
        this.builder = builder;
        this.id = id;
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.types = List.copyOf(types);
        this.origin = origin;
    }

    /** Returns the builder that made the node. */
    public GraphBuilder builder() {
        return builder;
    }

    /** Returns the position in the graph; inputs stand at smaller positions. */
    public int id() {
        return id;
    }

    /** Returns what the node computes. */
    public Op op() {
        return op;
    }

    /** Returns the values it computes from. */
    public List<Value> inputs() {
        return inputs;
    }

    /** Returns the types of its inputs. */
    public List<TensorType> inputTypes() {
        return inputs.stream().map(Value::type).toList();
    }

    /** Returns the types of its outputs. */
    public List<TensorType> types() {
        return types;
    }

    /** Returns its outputs. */
    public List<Value> outputs() {
        return IntStream.range(0, types.size())
                .mapToObj(output -> new Value(this, output))
                .toList();
    }

    /** Returns where the node came from. */
    public Origin origin() {
        return origin;
    }

    /** Returns a line such as {@code %5 = MatMul(%3, %4) F32[20,768] in gru1}. */
    @Override
    public String toString() {
        String scope = origin.scope().isEmpty() ? "" : " in " + origin.scope();
        return "%" + id + " = " + op + inputs + " " + types + scope;
    }
}
