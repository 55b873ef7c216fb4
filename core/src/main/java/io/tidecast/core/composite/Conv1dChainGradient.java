package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inference;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a {@link Conv1dChain}: from {@code x [channels, time, batch]}, the layers' kernels, the layers' outputs
 * and the gradient {@code dy [filters, time, batch]} by the last of these to the gradients by each layer's kernel and bias
 * in turn and, where it is wanted, by x.
 *
 * @param inputGradient whether the gradient by x is wanted
 */
public record Conv1dChainGradient(List<Conv1d> layers, boolean inputGradient) implements Composite {
    /** Copies the list. */
    public Conv1dChainGradient {
        layers = List.copyOf(layers);
    }

    /** Returns which of the inputs is a layer's kernel. */
    public static int kernelOf(int layer) {
        return 1 + layer;
    }

    /** Returns which of the inputs is a layer's output. */
    public int outputOf(int layer) {
        return 1 + layers.size() + layer;
    }

    /** Returns which of the results is the gradient by a layer's kernel; the one by its bias follows. */
    public static int resultOf(int layer) {
        return 2 * layer;
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Inference.arity(inputs, outputOf(layers.size()) + 1);
        List<TensorType> results = new ArrayList<>();
        TensorType x = inputs.getFirst();
        for (int layer = 0; layer < layers.size(); layer++) {
            TensorType w = inputs.get(kernelOf(layer));
            Inference.rank(w, 3, "w");
            TensorType bias = w.withShape(Shape.of(w.shape().dim(2)));
            x = layers.get(layer).outputs(List.of(x, w, bias)).getFirst();
            Inference.shape(inputs.get(outputOf(layer)), x.shape(), "the output of layer " + layer);
            results.add(w);
            results.add(bias);
        }
        Inference.shape(inputs.getLast(), x.shape(), "dy");
        if (inputGradient) {
            results.add(inputs.getFirst());
        }
        return results;
    }

    @Override
    public Op trimmed(int count) {
        return inputGradient && count <= resultOf(layers.size()) ? new Conv1dChainGradient(layers, false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        List<Value> results = new ArrayList<>();
        Value dy = inputs.getLast();
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            boolean leads = layer > 0 || inputGradient;
            Value x = layer == 0 ? inputs.getFirst() : inputs.get(outputOf(layer - 1));
            List<Value> operands = List.of(x, inputs.get(kernelOf(layer)), inputs.get(outputOf(layer)), dy);
            List<Value> ofLayer = builder.applyAll(new Conv1dGradient(layers.get(layer), leads), operands);
            results.addAll(0, ofLayer.subList(0, 2));
            dy = ofLayer.getLast();
        }
        if (inputGradient) {
            results.add(dy);
        }
        return results;
    }
}
