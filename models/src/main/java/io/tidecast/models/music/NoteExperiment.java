package io.tidecast.models.music;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.codes.CodesExperiment;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.ThinnedExamples;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network and the music that it learns from and is judged by.
 *
 * @param architecture what the network is made of
 * @param config codes and windows
 * @param folder the pieces
 */
public record NoteExperiment(CodesArchitecture architecture, NoteConfig config, NoteFolder folder)
        implements CodesExperiment<NoteModel> {
    @Override
    public Network network() {
        return architecture.ofCodes(config.codes().classes(), config.notes());
    }

    @Override
    public Optional<NoteExamples> examples(Part part) {
        List<Piece> pieces = folder.of(part);
        NoteExamples examples =
                part == Part.TRAIN ? NoteExamples.learnt(pieces, config) : NoteExamples.judged(pieces, config);
        return examples.count() == 0 ? Optional.empty() : Optional.of(examples);
    }

    @Override
    public InputException lacks(Part part) {
        return folder.lacks(part);
    }

    /**
     * Checks that there is something to learn from, to validate and to test by.
     *
     * @throws InputException if a part has no windows
     */
    public NoteExperiment complete() {
        for (Part part : Part.values()) {
            required(part);
        }
        return this;
    }

    @Override
    public String source() {
        return folder.folder().toString();
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "%s on %d pieces with checksum %016x, %s",
                architecture,
                folder.pieces().size(),
                folder.checksum(),
                config);
    }

    @Override
    public NoteModel model(SequencedMap<Variable, Tensor> weights, Provenance provenance) {
        return new NoteModel(architecture, config, weights, provenance);
    }

    /**
     * Returns how well the notes of each part are told under some weights: in windows that stand by themselves, none of
     * them transposed.
     *
     * @throws InputException if no part has a window
     */
    public Map<Part, NoteScore> scores(Backend backend, SequencedMap<Variable, Tensor> weights) {
        Map<Part, NoteScore> scores = new EnumMap<>(Part.class);
        try (VariableStore store = new VariableStore(backend, weights.keySet())) {
            store.restore(weights);
            for (Part part : Part.values()) {
                NoteExamples examples = NoteExamples.judged(folder.of(part), config);
                if (examples.count() > 0) {
                    scores.put(part, NoteJudge.judge(store, network(), ThinnedExamples.of(examples, network())));
                }
            }
        }
        if (scores.isEmpty()) {
            throw lacks(Part.TEST);
        }
        return scores;
    }
}
