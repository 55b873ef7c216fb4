package io.tidecast.models.layer;

import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dChain;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Neighbouring convolutions that go through time together; see {@link Conv1dChain}. */
public final class ConvChain {
    private ConvChain() {}

    /**
     * Returns how many layers from one on make a chain: 0 unless there are at least two, one of which reaches back in time.
     */
    public static int length(List<Layer> layers, int first) {
        int end = first;
        boolean reachesBack = false;
        while (end < layers.size()
                && layers.get(end) instanceof ConvLayer layer
                && Conv1dChain.suits(layer.convolution())) {
            reachesBack |= layer.taps() > 1;
            end++;
        }
        return reachesBack && end - first > 1 ? end - first : 0;
    }

    /** Adds the layers of a chain. */
    public static Value apply(List<Layer> layers, Value x) {
        GraphBuilder builder = x.builder();
        List<Conv1d> convolutions = new ArrayList<>();
        List<Value> operands = new ArrayList<>(List.of(x));
        for (Layer layer : layers) {
            if (!(layer instanceof ConvLayer convolution)) {
                throw new IllegalArgumentException(layer.name() + " is no convolution");
            }
            convolutions.add(convolution.convolution());
            layer.parameters().forEach(parameter -> operands.add(builder.read(parameter.variable())));
        }
        return builder.applyAll(new Conv1dChain(convolutions, true), operands).getFirst();
    }
}
