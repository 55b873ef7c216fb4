package io.tidecast.core.graph;

import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * The product of two matrices, {@code [m,k]·[k,n] → [m,n]}.
 *
 * @param transposeLeft whether the left operand is given as {@code [k,m]}
 * @param transposeRight whether the right operand is given as {@code [n,k]}
 */
public record MatMul(boolean transposeLeft, boolean transposeRight) implements Primitive {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, 2);
        TensorType left = inputs.get(0);
        TensorType right = inputs.get(1);
        Inference.sameDType(left, right);
        Inference.floating(left);
        Inference.rank(left, 2, "lhs");
        Inference.rank(right, 2, "rhs");
        int leftInner = left.shape().dim(transposeLeft ? 0 : 1);
        int rightInner = right.shape().dim(transposeRight ? 1 : 0);
        Inference.check(leftInner == rightInner, "inner dimensions differ: " + leftInner + " vs " + rightInner);
        int rows = left.shape().dim(transposeLeft ? 1 : 0);
        int columns = right.shape().dim(transposeRight ? 0 : 1);
        return List.of(left.withShape(Shape.of(rows, columns)));
    }
}
