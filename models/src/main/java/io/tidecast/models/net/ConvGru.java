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
import io.tidecast.models.layer.LocalLayer;
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
     * Every output has its whole kernel to read, since the window begins before the first step that is told. What holds all
     * along the sequence leads into every GRU. What is told along it leads into the convolution, which then has zeros before
     * the sequence instead, for windows begin with a row.
     *
     * @throws InputException if something is told along and there is a stride
     */
    @Override
    public Network ofCodes(int classes, Conditions conditions, int steps) {
        return new Network(
                name(),
                new Signal.Codes(classes),
                read(conditions, steps),
                behind(List.of(new EmbeddingLayer("embedding", classes, filters, 1)), filters, conditions, classes),
                new Categorical(classes));
    }

    @Override
    public Network ofNumbers(Head head, Conditions conditions, int steps) {
        return new Network(
                name(),
                new Signal.Channels(1),
                read(conditions, steps),
                behind(List.of(), 1, conditions, head.parameters()),
                head);
    }

    /** Returns how many steps are read to tell as many as there are outputs for in some steps. */
    private int read(Conditions conditions, int steps) {
        return conditions.local().isPresent() ? steps : kernel + (Math.ceilDiv(steps, stride) - 1) * stride;
    }

    private List<Layer> behind(List<Layer> first, int inputs, Conditions conditions, int outputs) {
        Conditions throughout = conditions.throughout();
        List<Layer> all = new ArrayList<>(first);
        if (conditions.local().isPresent()) {
            Layer beside = new LocalLayer("along", inputs, conditions.local().get());
            all.add(beside);
            all.add(causal(beside.outputChannels()));
        } else {
            all.add(ConvLayer.valid("conv", inputs, filters, kernel, stride, activation));
        }
        for (int layer = 1; layer <= layers; layer++) {
            int channels = all.getLast().outputChannels();
            if (!throughout.areNone()) {
                all.add(new ToldLayer("told" + layer, channels, throughout));
            }
            all.add(new RecurrentLayer("gru" + layer, RecurrentLayer.Cell.GRU, channels, units));
        }
        all.add(new DenseLayer("output", all.getLast().outputChannels(), outputs));
        return all;
    }

    private Layer causal(int channels) {
        if (stride > 1) {
            throw new InputException(name() + ": found a stride of " + stride
                    + " and rows that are told along the sequence, expected a stride of 1 with them; choose it (--stride 1)"
                    + " or leave the rows out (--local-rate)");
        }
        return ConvLayer.causal("conv", channels, filters, kernel, 1, activation);
    }
}
