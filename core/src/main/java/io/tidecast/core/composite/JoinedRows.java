package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * A {@link JoinedDense} at one step, where the channels of a sequence lie beside each other: from
 * {@code kernel [c₁ + c₂ + …, units]}, {@code bias [units]} and {@code zᵢ [batch, 1, cᵢ]}, at least one, to
 * {@code y = f(Σᵢ zᵢ·Wᵢ + b) [batch, 1, units]}.
 */
public record JoinedRows(Activation activation) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        int parameters = Math.min(2, inputs.size());
        List<TensorType> sequences = inputs.subList(parameters, inputs.size()).stream()
                .map(JoinedRows::turned)
                .toList();
        return List.of(turned(JoinedDense.infer(inputs.subList(0, parameters), sequences)));
    }

    /** Returns the type of the same elements with the axes in the other order. */
    static TensorType turned(TensorType type) {
        int[] dims = type.shape().dims();
        int[] turned = dims.clone();
        for (int axis = 0; axis < dims.length; axis++) {
            turned[axis] = dims[dims.length - 1 - axis];
        }
        return type.withShape(Shape.of(turned));
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value joined =
                Layout.at(Layout.concat(2, inputs.subList(2, inputs.size()).toArray(Value[]::new)), 1, 0);
        Value product = Ops.matmul(joined, false, inputs.getFirst(), false);
        Value sums = Ops.add(product, Ops.broadcast(inputs.get(1), product.shape(), 1));
        return List.of(Layout.reshape(activation.apply(sums), sums.shape().inserting(1, 1)));
    }
}
