package io.tidecast.models.net;

import io.tidecast.core.composite.Activation;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.Layer;
import io.tidecast.models.layer.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * A strided convolution that shortens the sequence before stacked GRUs, with a dense layer at every step.
 *
 * @param filters the convolution's filters
 * @param kernel its kernel's size
 * @param stride its stride
 * @param activation its activation
 * @param layers how many GRUs
 * @param units each GRU's units
 */
public record ConvGru(int filters, int kernel, int stride, Activation activation, int layers, int units)
        implements Architecture {
    /** The book's: 20 filters, kernel 4, stride 2, no activation, two GRUs of 20 units. */
    public static final ConvGru BOOK = new ConvGru(20, 4, 2, Activation.NONE, 2, 20);

    @Override
    public String name() {
        return "conv-gru";
    }

    @Override
    public Network build(int inputs, int outputs, int window) {
        List<Layer> all = new ArrayList<>();
        all.add(ConvLayer.valid("conv", inputs, filters, kernel, stride, activation));
        for (int layer = 1; layer <= layers; layer++) {
            int channels = all.getLast().outputChannels();
            all.add(new RecurrentLayer("gru" + layer, RecurrentLayer.Cell.GRU, channels, units));
        }
        all.add(new DenseLayer("output", all.getLast().outputChannels(), outputs));
        return new Network(name(), inputs, window, all);
    }
}
