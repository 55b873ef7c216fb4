package io.tidecast.models.forecast;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.window.DataConfig;
import io.tidecast.models.data.window.WindowShape;
import io.tidecast.models.file.FormatMarker;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.HeadText;
import io.tidecast.models.head.Regression;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A trained model, as it is kept in one safetensors file: the weights under readable names in Keras' shapes, and in the
 * metadata all that is needed to forecast with them. Nothing in a file is believed before it is checked.
 *
 * @param architecture what the network is made of
 * @param network fits the data's channels
 * @param data columns, categories, windows, split and scaling
 * @param season steps in a season, at least 1
 * @param weights a value for each of the network's variables
 * @param provenance how it was trained
 */
public record ModelFile(
        Architecture architecture,
        Network network,
        DataConfig data,
        int season,
        SequencedMap<Variable, Tensor> weights,
        Provenance provenance) {
    private static final FormatMarker FORMAT = new FormatMarker("tidecast-model", 3);

    /** Written where a newer one is not needed, so that older programs can read the file. */
    private static final FormatMarker WITH_HEAD = new FormatMarker("tidecast-model", 2);

    /** Written where that is not needed either. */
    private static final FormatMarker WITHOUT_HEAD = new FormatMarker("tidecast-model", 1);

    private static final String HEAD = "head";
    private static final long MOST_CHANNELS = 1 << 24;

    /** Keeps the map from being changed. */
    public ModelFile {
        weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws InputException if no file can be made there
     * @throws io.tidecast.core.error.FailureException if the disk is full
     */
    public void write(Path file) {
        Json.ObjectBuilder configuration = Json.object().put("architecture", ArchitectureJson.of(architecture));
        boolean isPlain = network.head() instanceof Regression;
        if (!isPlain) {
            configuration.put(HEAD, network.head().text());
        }
        configuration
                .put("data", ConfigJson.of(data.toConfig()))
                .put("season", season)
                .put("training", provenance.toJson());
        FormatMarker older = isPlain ? WITHOUT_HEAD : WITH_HEAD;
        boolean isNewer =
                ArchitectureJson.isNewer(architecture) || !data.traits().areNone();
        FormatMarker format = isNewer ? FORMAT : older;
        ModelContent.write(file, format, configuration.build(), weights);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is missing, truncated, corrupt, no model, from a newer version, or says one thing in
     *     its metadata and another in its weights
     */
    public static ModelFile read(Path file) {
        ModelContent content = ModelContent.read(file, FORMAT);
        JsonView view = content.configuration();
        Architecture architecture = ArchitectureJson.read(view.at("architecture"));
        DataConfig data = data(file, view.at("data"));
        Head head = view.find(HEAD)
                .map(told -> HeadText.read(file + ": metadata head", told.text()))
                .orElseGet(Regression::new);
        Network network = network(file, architecture, head, data);
        requireShape(file, network, data.shape());
        return new ModelFile(
                architecture,
                network,
                data,
                view.at("season").whole(1, Setup.LONGEST),
                content.weights(network),
                Provenance.read(view.at("training")));
    }

    private static DataConfig data(Path file, JsonView view) {
        try {
            return DataConfig.fromConfig(ConfigJson.view(view.value(), file + ": metadata data"));
        } catch (InputException e) {
            // Some are worded for options, which come the same way, and name no file.
            throw e.getMessage().startsWith(file.toString())
                    ? e
                    : new InputException(file + ": metadata data: " + e.getMessage(), e);
        }
    }

    private static Network network(Path file, Architecture architecture, Head head, DataConfig data) {
        long outputs = (long) data.shape().horizon() * data.format().schema().targets() * head.parameters();
        long inputs = channels(data.format().schema(), data.shape().horizon());
        if (outputs > MOST_CHANNELS || inputs > MOST_CHANNELS) {
            throw new InputException(file + ": a horizon of " + data.shape().horizon() + " makes " + inputs
                    + " channels in and " + outputs + " out; expected at most " + MOST_CHANNELS);
        }
        return architecture
                .build(
                        (int) inputs,
                        (int) outputs,
                        SeriesTold.conditions(data.traits()),
                        data.shape().window())
                .telling(head);
    }

    /** Counts the channels that {@link io.tidecast.models.data.window.Channels} would list, without listing them. */
    private static long channels(Schema schema, int horizon) {
        long past = 0;
        long known = 0;
        for (Column column : schema.columns()) {
            int own = column.vocabulary().map(List::size).orElse(1);
            if (column.role() == Role.KNOWN) {
                known += own;
            } else {
                past += own;
            }
        }
        return past + known * horizon;
    }

    private static void requireShape(Path file, Network network, WindowShape stored) {
        WindowShape expected = Experiment.shape(network, stored.horizon());
        if (!stored.equals(expected)) {
            throw new InputException(file + ": its windows are " + stored + ", but its architecture makes " + expected
                    + "; the file is damaged or was not written by Tidecast");
        }
    }
}
