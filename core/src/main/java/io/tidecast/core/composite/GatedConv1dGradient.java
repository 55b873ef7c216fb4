package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.op.SlopesFromValue;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a {@link GatedConv1d}. Inputs: {@code x [channels, time, batch]}, {@code kernel [k, channels, 2g]}, with
 * a residual {@code W_r [g, channels]}, the saved gates {@code [2g, time, batch]}, the gradient {@code dz [g, time, batch]}
 * and with a residual {@code dx' [channels, time, batch]}. Outputs: the gradients by kernel and bias, with a residual by
 * {@code W_r} and {@code b_r}, and where it is wanted by x.
 *
 * @param inputGradient whether the gradient by x is wanted
 */
public record GatedConv1dGradient(int dilation, boolean residual, boolean inputGradient) implements Composite {
    private GatedConv1d forward() {
        return new GatedConv1d(dilation, residual, true);
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, residual ? 6 : 4);
        TensorType x = inputs.get(0);
        TensorType kernel = inputs.get(1);
        Inference.rank(kernel, 3, "the kernel");
        List<TensorType> parameters = new ArrayList<>();
        parameters.add(kernel);
        parameters.add(kernel.withShape(Shape.of(kernel.shape().dim(2))));
        if (residual) {
            parameters.add(inputs.get(2));
            parameters.add(x.withShape(Shape.of(x.shape().dim(0))));
        }
        List<TensorType> operands = new ArrayList<>();
        operands.add(x);
        operands.addAll(parameters);
        List<TensorType> results = forward().outputs(operands);
        int saved = residual ? 3 : 2;
        Inference.shape(inputs.get(saved), results.getLast().shape(), "the saved gates");
        Inference.shape(inputs.get(saved + 1), results.getFirst().shape(), "dz");
        if (residual) {
            Inference.shape(inputs.get(saved + 2), x.shape(), "dx'");
        }
        if (inputGradient) {
            parameters.add(x);
        }
        return parameters;
    }

    @Override
    public Op trimmed(int count) {
        return inputGradient && count <= (residual ? 4 : 2) ? new GatedConv1dGradient(dilation, residual, false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value x = inputs.get(0);
        Value kernel = inputs.get(1);
        Value saved = inputs.get(residual ? 3 : 2);
        Value dz = inputs.get(residual ? 4 : 3);
        int gates = dz.dim(0);
        Value filter = Layout.slice(saved, 0, 0, gates);
        Value gate = Layout.slice(saved, 0, gates, 2 * gates);
        List<Value> ofResidual = List.of();
        if (residual) {
            Value dy = inputs.get(5);
            Value dense = Layout.reshape(inputs.get(2), 1, gates, x.dim(0));
            ofResidual = builder.applyAll(
                    new Conv1dGradient(Conv1d.PER_STEP, true), List.of(Ops.multiply(filter, gate), dense, dy, dy));
            dz = Ops.add(dz, ofResidual.get(2));
        }
        Value sums = Layout.concat(
                0,
                SlopesFromValue.tanh(filter, Ops.multiply(dz, gate)),
                SlopesFromValue.sigmoid(gate, Ops.multiply(dz, filter)));
        List<Value> ofSums = builder.applyAll(
                new Conv1dGradient(forward().convolution(), inputGradient), List.of(x, kernel, sums, sums));
        List<Value> results = new ArrayList<>(ofSums.subList(0, 2));
        if (residual) {
            results.add(Layout.reshape(ofResidual.get(0), inputs.get(2).shape()));
            results.add(ofResidual.get(1));
        }
        if (inputGradient) {
            results.add(residual ? Ops.add(inputs.get(5), ofSums.get(2)) : ofSums.get(2));
        }
        return results;
    }
}
