package io.tidecast.models.net;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.head.Head;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.EmbeddingLayer;
import io.tidecast.models.layer.Layer;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.layer.ToldLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * A strided convolution that shortens the sequence before stacked GRUs, with a dense layer at every step.
 *
 * @param filters the convolution's filters; of codes as many numbers stand for each
 * @param kernel its kernel's size
 * @param stride its stride
 * @param activation its activation
 * @param layers how many GRUs
 * @param units each GRU's units
 */
public record ConvGru(int filters, int kernel, int stride, Activation activation, int layers, int units)
        implements CodesArchitecture {
    /** The book's: 20 filters, kernel 4, stride 2, no activation, two GRUs of 20 units. */
    public static final ConvGru BOOK = new ConvGru(20, 4, 2, Activation.NONE, 2, 20);

    /** For codes: 64 filters, kernel 4, every step, no activation, two GRUs of 128 units. */
    public static final ConvGru OF_CODES = new ConvGru(64, 4, 1, Activation.NONE, 2, 128);

    @Override
    public String name() {
        return "conv-gru";
    }

    @Override
    public Network build(int inputs, int outputs, int window) {
        return build(inputs, outputs, Conditions.NONE, window);
    }

    @Override
    public Network build(int inputs, int outputs, Conditions conditions, int window) {
        return new Network(name(), inputs, window, behind(List.of(), inputs, conditions, outputs));
    }

    /**
     * Every output has its whole kernel to read, since the window begins before the first step that is told. What is told of
     * the sequence leads into every GRU.
     */
    @Override
    public Network ofCodes(int classes, Conditions conditions, int steps) {
        return new Network(
                name(),
                new Signal.Codes(classes),
                read(steps),
                behind(List.of(new EmbeddingLayer("embedding", classes, filters, 1)), filters, conditions, classes),
                new Categorical(classes));
    }

    @Override
    public Network ofNumbers(Head head, Conditions conditions, int steps) {
        return new Network(
                name(), new Signal.Channels(1), read(steps), behind(List.of(), 1, conditions, head.parameters()), head);
    }

    /** Returns how many steps are read to tell as many as there are outputs for in some steps. */
    private int read(int steps) {
        return kernel + (Math.ceilDiv(steps, stride) - 1) * stride;
    }

    private List<Layer> behind(List<Layer> first, int inputs, Conditions conditions, int outputs) {
        if (conditions.local().isPresent()) {
            throw new InputException(name() + " is told what holds throughout a sequence, and found rows along it;"
                    + " leave them out (--local-rate) or choose wavenet");
        }
        List<Layer> all = new ArrayList<>(first);
        all.add(ConvLayer.valid("conv", inputs, filters, kernel, stride, activation));
        for (int layer = 1; layer <= layers; layer++) {
            int channels = all.getLast().outputChannels();
            if (!conditions.areNone()) {
                all.add(new ToldLayer("told" + layer, channels, conditions));
            }
            all.add(new RecurrentLayer("gru" + layer, RecurrentLayer.Cell.GRU, channels, units));
        }
        all.add(new DenseLayer("output", all.getLast().outputChannels(), outputs));
        return all;
    }
}
