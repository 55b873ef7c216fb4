package io.tidecast.cli;

import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The models that can be trained, as people type them. */
enum ModelName {
    CONV_GRU,
    WAVENET,
    LINEAR,
    SIMPLE_RNN,
    LSTM,
    GRU;

    /** The models of the chapter that are trained only to be compared with. */
    static final List<ModelName> TRAINED_BASELINES = List.of(LINEAR, SIMPLE_RNN, LSTM, GRU);

    static Optional<ModelName> find(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst();
    }

    static List<String> all() {
        return Arrays.stream(values()).map(ModelName::toString).toList();
    }

    /** Returns the model that a network of codes is made by. */
    static ModelName of(CodesArchitecture architecture) {
        return switch (architecture) {
            case ConvGru _ -> CONV_GRU;
            case GatedWaveNet _ -> WAVENET;
        };
    }

    /** Returns the model of the chapter. */
    Architecture book() {
        return new ModelOptions().architecture(this);
    }

    @Override
    public String toString() {
        return Values.typed(this);
    }
}
