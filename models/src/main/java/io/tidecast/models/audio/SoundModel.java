package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.FormatMarker;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.file.Safetensors;
import io.tidecast.models.forecast.ArchitectureJson;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.forecast.StoredWeights;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A trained WaveNet of sound, as it is kept in one safetensors file: the head is a softmax over µ-law codes.
 *
 * @param architecture what the network is made of
 * @param config sampling rate, classes, labels
 * @param window steps of the windows that it was trained on
 * @param weights a value for each of the network's variables
 * @param provenance how it was trained
 */
public record SoundModel(
        GatedWaveNet architecture,
        SoundConfig config,
        int window,
        SequencedMap<Variable, Tensor> weights,
        Provenance provenance) {
    private static final FormatMarker FORMAT = new FormatMarker("tidecast-sound-model", 1);
    private static final String CONFIGURATION = "tidecast";
    private static final String HEAD = "softmax over µ-law codes";
    private static final int FASTEST = 768_000;
    private static final int LONGEST_WINDOW = 1 << 24;
    private static final int MOST_VALUES = 65_536;

    /** Keeps the map from being changed. */
    public SoundModel {
        weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    }

    /** Returns the network. */
    public Network network() {
        return architecture.ofCodes(config.classes(), config.conditions(), window);
    }

    /** Returns whether a file says that it holds a model of sound. */
    public static boolean isOne(Path file) {
        return FORMAT.format().equals(Safetensors.read(file).metadata().get("format"));
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws InputException if no file can be made there
     */
    public void write(Path file) {
        SoundSplit split = config.split();
        Json.ObjectBuilder sound = Json.object()
                .put("sample_rate", config.rate())
                .put("classes", config.classes())
                .put("trim_decibels", config.trimDecibels())
                .put("label_pattern", config.labelPattern())
                .put("test_share", split.testShare())
                .put("validation_share", split.validationShare())
                .put("split_seed", split.seed())
                .put(
                        "labels",
                        Json.array(config.labels().stream()
                                .map(label -> (Json) Json.object()
                                        .put("name", label.name())
                                        .put("values", Json.texts(label.values()))
                                        .build())
                                .toList()));
        split.testFiles().ifPresent(pattern -> sound.put("test_files", pattern));
        split.validationFiles().ifPresent(pattern -> sound.put("validation_files", pattern));
        Json configuration = Json.object()
                .put("architecture", ArchitectureJson.of(architecture))
                .put("head", HEAD)
                .put("window", window)
                .put("sound", sound.build())
                .put("training", provenance.toJson())
                .build();
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        FORMAT.mark(metadata);
        metadata.put(CONFIGURATION, configuration.compact());
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((variable, value) -> tensors.put(variable.name(), value));
        new Safetensors(tensors, metadata).write(file);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is missing, damaged, of another kind or from a newer version
     */
    public static SoundModel read(Path file) {
        Safetensors stored = Safetensors.read(file);
        FORMAT.require(file.toString(), stored.metadata());
        JsonView view = JsonView.read(
                file + ": metadata " + CONFIGURATION, stored.metadata().getOrDefault(CONFIGURATION, ""));
        JsonView head = view.at("head");
        if (!head.text().equals(HEAD)) {
            throw head.expected("'" + HEAD + "'");
        }
        JsonView named = view.at("architecture");
        if (!(ArchitectureJson.read(named) instanceof GatedWaveNet architecture)) {
            throw named.expected("a gated-wavenet");
        }
        SoundConfig config = config(view.at("sound"));
        int window = view.at("window").whole(1, LONGEST_WINDOW);
        Network network = architecture.ofCodes(config.classes(), config.conditions(), window);
        return new SoundModel(
                architecture,
                config,
                window,
                StoredWeights.of(file, network, stored.tensors()),
                Provenance.read(view.at("training")));
    }

    private static SoundConfig config(JsonView view) {
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
        SoundSplit split = new SoundSplit(
                text(view, "test_files"),
                text(view, "validation_files"),
                view.at("test_share").number(),
                view.at("validation_share").number(),
                view.at("split_seed").whole(Long.MIN_VALUE, Long.MAX_VALUE));
        return new SoundConfig(
                view.at("sample_rate").whole(1, FASTEST),
                view.at("classes").whole(2, MuLaw.MOST_CLASSES),
                view.at("trim_decibels").number(),
                pattern.text(),
                labels,
                split);
    }

    private static Optional<String> text(JsonView view, String field) {
        return view.find(field).map(JsonView::text);
    }
}
