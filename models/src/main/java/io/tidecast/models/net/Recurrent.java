package io.tidecast.models.net;

import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.LastStep;
import io.tidecast.models.layer.Layer;
import io.tidecast.models.layer.RecurrentLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stacked recurrent layers.
 *
 * @param units of each layer in turn
 * @param everyStep whether a forecast is made at every step, or at the last one alone
 * @param dense whether a dense layer makes the forecast; without it one more recurrent layer does, of as many units as
 *     there are outputs
 */
public record Recurrent(RecurrentLayer.Cell cell, List<Integer> units, boolean everyStep, boolean dense)
        implements Architecture {
    /** Copies the list. */
    public Recurrent {
        units = List.copyOf(units);
    }

    /** Returns two layers of 20 units and a dense layer at every step, as in the book. */
    public static Recurrent book(RecurrentLayer.Cell cell) {
        return new Recurrent(cell, List.of(20, 20), true, true);
    }

    @Override
    public String name() {
        return cell.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Network build(int inputs, int outputs, int window) {
        List<Layer> all = new ArrayList<>();
        int channels = inputs;
        for (int layer = 1; layer <= units.size(); layer++) {
            all.add(new RecurrentLayer("rnn" + layer, cell, channels, units.get(layer - 1)));
            channels = units.get(layer - 1);
        }
        if (!dense) {
            all.add(new RecurrentLayer("output", cell, channels, outputs));
            channels = outputs;
        }
        if (!everyStep) {
            all.add(new LastStep("last", channels));
        }
        if (dense) {
            all.add(new DenseLayer("output", channels, outputs));
        }
        return new Network(name(), inputs, window, all);
    }
}
