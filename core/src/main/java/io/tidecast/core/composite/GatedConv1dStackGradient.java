package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a {@link GatedConv1dStack}: from its inputs, its outputs with all that was saved and the gradient
 * {@code dy [units, time, batch]} to the gradients by the inputs in their order but for x, which comes last where it is
 * wanted.
 *
 * <p>What was saved lies in an order of its writer's own. The decomposition therefore computes it again from the inputs;
 * where the stack itself is decomposed too, simplifying makes both one.
 *
 * @param inputGradient whether the gradient by x is wanted
 */
public record GatedConv1dStackGradient(List<Integer> dilations, Activation activation, boolean inputGradient)
        implements Composite {
    /** Copies the list. */
    public GatedConv1dStackGradient {
        dilations = List.copyOf(dilations);
    }

    /** Returns the stack. */
    public GatedConv1dStack forward() {
        return new GatedConv1dStack(dilations, activation, true);
    }

    /** Returns which of the inputs is y; what was saved follows. */
    public int firstOutput() {
        return forward().arity();
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        GatedConv1dStack forward = forward();
        int before = forward.arity();
        int kept = forward.kept();
        Inference.arity(inputs, before + kept + 1);
        List<TensorType> results = forward.outputs(inputs.subList(0, before));
        for (int i = 0; i < kept; i++) {
            Inference.shape(inputs.get(before + i), results.get(i).shape(), "the stack's output " + i);
        }
        Inference.shape(inputs.getLast(), results.getFirst().shape(), "dy");
        List<TensorType> types = new ArrayList<>(inputs.subList(1, before));
        if (inputGradient) {
            types.add(inputs.getFirst());
        }
        return types;
    }

    @Override
    public Op trimmed(int count) {
        return inputGradient && count < forward().arity()
                ? new GatedConv1dStackGradient(dilations, activation, false)
                : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        GatedConv1dStack forward = forward();
        List<Value> outputs = forward.decompose(builder, inputs.subList(0, firstOutput()));
        List<Value> ofJoined = new ArrayList<>(List.of(inputs.get(1), outputs.getFirst(), inputs.getLast()));
        for (int layer = 0; layer < forward.layers(); layer++) {
            Value gates = outputs.get(forward.gatesOf(layer));
            int half = gates.dim(0) / 2;
            ofJoined.add(Ops.multiply(Layout.slice(gates, 0, 0, half), Layout.slice(gates, 0, half, 2 * half)));
        }
        List<Value> joined = builder.applyAll(new JoinedDenseGradient(activation), ofJoined);
        List<Value> results = new ArrayList<>();
        List<Value> carried = new ArrayList<>();
        for (int layer = forward.layers() - 1; layer >= 0; layer--) {
            boolean residual = forward.isResidual(layer);
            int kernel = GatedConv1dStack.kernelOf(layer);
            Value x = layer == 0 ? inputs.getFirst() : outputs.get(forward.gatesOf(layer - 1) - 1);
            List<Value> operands = new ArrayList<>(List.of(x, inputs.get(kernel)));
            if (residual) {
                operands.add(inputs.get(kernel + 2));
            }
            operands.add(outputs.get(forward.gatesOf(layer)));
            operands.add(joined.get(2 + layer));
            operands.addAll(carried);
            boolean leads = layer > 0 || inputGradient;
            List<Value> ofLayer =
                    builder.applyAll(new GatedConv1dGradient(dilations.get(layer), residual, leads), operands);
            int parameters = residual ? 4 : 2;
            results.addAll(0, ofLayer.subList(0, parameters));
            carried = new ArrayList<>(ofLayer.subList(parameters, ofLayer.size()));
        }
        results.addAll(0, joined.subList(0, 2));
        results.addAll(carried);
        return results;
    }
}
