package io.tidecast.models.net;

import io.tidecast.core.composite.Activation;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * The book's sketch of WaveNet: stacks of dilated causal convolutions with ReLU, and a convolution of kernel 1 for the
 * output at every step.
 *
 * @param filters of each dilated convolution
 * @param kernel the size of each one's kernel
 * @param dilations of one stack
 * @param stacks how often the dilations are repeated
 */
public record WaveNet(int filters, int kernel, List<Integer> dilations, int stacks) implements Architecture {
    /** The book's: 20 filters, kernel 2, dilations 1, 2, 4 and 8, twice. */
    public static final WaveNet BOOK = new WaveNet(20, 2, List.of(1, 2, 4, 8), 2);

    /** Copies the list. */
    public WaveNet {
        dilations = List.copyOf(dilations);
    }

    @Override
    public String name() {
        return "wavenet";
    }

    @Override
    public Network build(int inputs, int outputs, int window) {
        List<Layer> all = new ArrayList<>();
        for (int stack = 1; stack <= stacks; stack++) {
            for (int dilation : dilations) {
                int channels = all.isEmpty() ? inputs : all.getLast().outputChannels();
                String layer = "stack" + stack + "/dilation" + dilation;
                all.add(ConvLayer.causal(layer, channels, filters, kernel, dilation, Activation.RELU));
            }
        }
        int channels = all.isEmpty() ? inputs : all.getLast().outputChannels();
        all.add(ConvLayer.causal("output", channels, outputs, 1, 1, Activation.NONE));
        return new Network(name(), inputs, window, all);
    }
}
