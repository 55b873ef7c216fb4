package io.tidecast.cli;

import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.net.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

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
                .filter(name -> name.toString().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> all() {
        return Arrays.stream(values()).map(ModelName::toString).toList();
    }

    /** Returns the model of the chapter. */
    Architecture book() {
        return new ModelOptions().architecture(this);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a name for the command line. */
    static final class Converter implements ITypeConverter<ModelName> {
        @Override
        public ModelName convert(String text) {
            return find(text)
                    .orElseThrow(() -> new TypeConversionException("there is no model '" + text + "'"
                            + NearestName.hint(text, all()) + " there are " + String.join(", ", all())));
        }
    }
}
