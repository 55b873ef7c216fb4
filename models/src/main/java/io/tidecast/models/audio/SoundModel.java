package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.FormatMarker;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.forecast.ArchitectureJson;
import io.tidecast.models.forecast.ModelContent;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A trained network of sound, as it is kept in one safetensors file.
 *
 * @param architecture what the network is made of
 * @param config sampling rate, codes, labels
 * @param window steps of the windows that it was trained on
 * @param weights a value for each of the network's variables
 * @param provenance how it was trained
 */
public record SoundModel(
        CodesArchitecture architecture,
        SoundConfig config,
        int window,
        SequencedMap<Variable, Tensor> weights,
        Provenance provenance) {
    private static final FormatMarker FORMAT = new FormatMarker("tidecast-sound-model", 2);

    /** Written where a newer one is not needed, so that older programs can read the file. */
    private static final FormatMarker OLDER = new FormatMarker("tidecast-sound-model", 1);

    private static final String SOFTMAX = "softmax over µ-law codes";
    private static final int FASTEST = 768_000;
    private static final int LONGEST_WINDOW = 1 << 24;
    private static final int MOST_VALUES = 65_536;

    /** Keeps the map from being changed. */
    public SoundModel {
        weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    }

    /** Returns the network. */
    public Network network() {
        return config.code().network(architecture, config.conditions(), window);
    }

    /** Returns whether a file says that it holds a model of sound. */
    public static boolean isOne(Path file) {
        return ModelContent.isOf(FORMAT, file);
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws InputException if no file can be made there
     */
    public void write(Path file) {
        Json.ObjectBuilder sound = Json.object()
                .put("sample_rate", config.rate())
                .put("trim_decibels", config.trimDecibels())
                .put("label_pattern", config.labelPattern())
                .put(
                        "labels",
                        Json.array(config.labels().stream()
                                .map(label -> (Json) Json.object()
                                        .put("name", label.name())
                                        .put("values", Json.texts(label.values()))
                                        .build())
                                .toList()));
        config.vectors().ifPresent(vectors -> sound.put("vectors", vectors.describe()));
        config.local().ifPresent(local -> sound.put("local", local.describe()));
        config.split().describe(sound);
        String head = switch (config.code()) {
            case MuLaw law -> {
                sound.put("classes", law.classes());
                yield SOFTMAX;
            }
            case SixteenBits bits -> bits.headName();
        };
        Json configuration = Json.object()
                .put("architecture", ArchitectureJson.of(architecture))
                .put("head", head)
                .put("window", window)
                .put("sound", sound.build())
                .put("training", provenance.toJson())
                .build();
        FormatMarker format = ArchitectureJson.isNewer(architecture) ? FORMAT : OLDER;
        ModelContent.write(file, format, configuration, weights);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is missing, damaged, of another kind or from a newer version
     */
    public static SoundModel read(Path file) {
        ModelContent content = ModelContent.read(file, FORMAT);
        JsonView view = content.configuration();
        JsonView named = view.at("architecture");
        if (!(ArchitectureJson.read(named) instanceof CodesArchitecture architecture)) {
            throw named.expected("a conv-gru or a gated-wavenet");
        }
        SoundConfig config = config(code(view), view.at("sound"));
        int window = view.at("window").whole(1, LONGEST_WINDOW);
        Network network = config.code().network(architecture, config.conditions(), window);
        return new SoundModel(
                architecture, config, window, content.weights(network), Provenance.read(view.at("training")));
    }

    private static SampleCode code(JsonView view) {
        JsonView head = view.at("head");
        return head.text().equals(SOFTMAX)
                ? new MuLaw(view.at("sound").at("classes").whole(2, MuLaw.MOST_CLASSES))
                : SampleCode.mixture(head.text())
                        .orElseThrow(() -> head.expected("'" + SOFTMAX + "' or '" + SampleCode.MIXTURE + "=10'"));
    }

    private static SoundConfig config(SampleCode code, JsonView view) {
        List<SoundConfig.Label> labels = new ArrayList<>();
        for (JsonView label : view.at("labels").items()) {
            JsonView values = label.at("values");
            if (values.items().isEmpty() || values.items().size() > MOST_VALUES) {
                throw values.expected("1 to " + MOST_VALUES + " values");
            }
            labels.add(new SoundConfig.Label(label.at("name").text(), values.texts()));
        }
        JsonView pattern = view.at("label_pattern");
        List<String> names = pattern.text().isEmpty()
                ? List.of()
                : new NamePattern(view.source() + ": label_pattern", pattern.text()).labels();
        if (!names.equals(labels.stream().map(SoundConfig.Label::name).toList())) {
            throw pattern.expected("a pattern of the labels that follow");
        }
        return new SoundConfig(
                view.at("sample_rate").whole(1, FASTEST),
                code,
                view.at("trim_decibels").number(),
                pattern.text(),
                labels,
                vectors(view, labels),
                view.find("local").map(LocalColumns::read),
                SoundSplit.read(view));
    }

    private static Optional<Vectors> vectors(JsonView view, List<SoundConfig.Label> labels) {
        Optional<Vectors> vectors = view.find("vectors").map(Vectors::read);
        List<String> names = labels.stream().map(SoundConfig.Label::name).toList();
        if (vectors.isPresent() && !names.containsAll(vectors.get().labels())) {
            throw view.at("vectors").at("labels").expected("some of the labels " + names);
        }
        return vectors;
    }
}
