package io.tidecast.models.net;

import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.Flatten;
import java.util.List;

/** A linear function of the whole window. */
public record Linear() implements Architecture {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Network build(int inputs, int outputs, int window) {
        return new Network(
                name(),
                inputs,
                window,
                List.of(new Flatten("flatten", inputs, window), new DenseLayer("output", inputs * window, outputs)));
    }
}
