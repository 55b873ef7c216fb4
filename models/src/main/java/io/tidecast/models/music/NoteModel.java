package io.tidecast.models.music;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.audio.SoundSplit;
import io.tidecast.models.file.FormatMarker;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.forecast.ArchitectureJson;
import io.tidecast.models.forecast.ModelContent;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A trained network of notes, as it is kept in one safetensors file.
 *
 * @param architecture what the network is made of
 * @param config codes and windows
 * @param weights a value for each of the network's variables
 * @param provenance how it was trained
 */
public record NoteModel(
        CodesArchitecture architecture,
        NoteConfig config,
        SequencedMap<Variable, Tensor> weights,
        Provenance provenance) {
    private static final FormatMarker FORMAT = new FormatMarker("tidecast-note-model", 2);

    /** Written where a newer one is not needed, so that older programs can read the file. */
    private static final FormatMarker OLDER = new FormatMarker("tidecast-note-model", 1);

    private static final int MOST_VOICES = 1_024;

    /** Keeps the map from being changed. */
    public NoteModel {
        weights = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(weights));
    }

    /** Returns the network. */
    public Network network() {
        return architecture.ofCodes(config.codes().classes(), config.notes());
    }

    /** Returns whether a file says that it holds a model of notes. */
    public static boolean isOne(Path file) {
        return ModelContent.isOf(FORMAT, file);
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws InputException if no file can be made there
     */
    public void write(Path file) {
        NoteCodes codes = config.codes();
        Json.ObjectBuilder notes = Json.object()
                .put("voices", codes.voices())
                .put("lowest", codes.lowest())
                .put("highest", codes.highest())
                .put("chords", config.chords())
                .put("shift", config.shift())
                .put("transposition", config.transposition());
        config.split().describe(notes);
        Json configuration = Json.object()
                .put("architecture", ArchitectureJson.of(architecture))
                .put("notes", notes.build())
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
    public static NoteModel read(Path file) {
        ModelContent content = ModelContent.read(file, FORMAT);
        JsonView named = content.configuration().at("architecture");
        if (!(ArchitectureJson.read(named) instanceof CodesArchitecture architecture)) {
            throw named.expected("a conv-gru or a gated-wavenet");
        }
        NoteConfig config = config(content.configuration().at("notes"));
        Network network = architecture.ofCodes(config.codes().classes(), config.notes());
        return new NoteModel(
                architecture,
                config,
                content.weights(network),
                Provenance.read(content.configuration().at("training")));
    }

    private static NoteConfig config(JsonView view) {
        int lowest = view.at("lowest").whole(1, Piece.HIGHEST);
        return new NoteConfig(
                new NoteCodes(
                        view.at("voices").whole(1, MOST_VOICES),
                        lowest,
                        view.at("highest").whole(lowest, Piece.HIGHEST)),
                view.at("chords").whole(1, NoteConfig.LONGEST),
                view.at("shift").whole(1, NoteConfig.LONGEST),
                view.at("transposition").whole(0, NoteConfig.FURTHEST),
                SoundSplit.read(view));
    }
}
