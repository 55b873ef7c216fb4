package io.tidecast.models.audio;

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
import io.tidecast.models.train.Evaluator;
import io.tidecast.models.train.Loss;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network and the sound that it learns from and is judged by.
 *
 * @param architecture what the network is made of
 * @param window steps of its windows
 * @param folder the recordings
 */
public record SoundExperiment(CodesArchitecture architecture, int window, SoundFolder folder)
        implements CodesExperiment<SoundModel> {
    private static final int BATCH = 8;
    private static final double NATS_PER_BIT = Math.log(2);

    /**
     * Checks that windows are long enough.
     *
     * @throws InputException if they have less than two of the groups of samples that the network counts
     */
    public SoundExperiment {
        int period = network(architecture, window, folder).timeMap().period();
        if (window < 2 * period) {
            throw new InputException("--crop: found " + window + " samples, expected at least " + 2 * period
                    + ": the network counts groups of " + period);
        }
    }

    /** Returns how many bits there are in some nats. */
    public static double bits(double nats) {
        return nats / NATS_PER_BIT;
    }

    @Override
    public Network network() {
        return network(architecture, window, folder);
    }

    private static Network network(CodesArchitecture architecture, int window, SoundFolder folder) {
        SoundConfig config = folder.config();
        return config.code().network(architecture, config.conditions(), window);
    }

    @Override
    public Optional<SoundExamples> examples(Part part) {
        SoundExamples examples = new SoundExamples(
                folder.of(part), folder.config(), window, network().timeMap());
        return examples.count() == 0 ? Optional.empty() : Optional.of(examples);
    }

    @Override
    public InputException lacks(Part part) {
        return new InputException(folder.folder() + ": no file is in the " + part.label()
                + " part; choose other --test-files or --validation-files, or give more files");
    }

    @Override
    public String source() {
        return folder.folder().toString();
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "%s on windows of %d steps, drawn for each epoch, of %d recordings with checksum %016x, %s",
                architecture,
                window,
                folder.recordings().size(),
                folder.checksum(),
                folder.config());
    }

    @Override
    public SoundModel model(SequencedMap<Variable, Tensor> weights, Provenance provenance) {
        return new SoundModel(architecture, folder.config(), window, weights, provenance);
    }

    private Loss loss() {
        return Loss.usual(folder.config().code().head());
    }

    /** Returns how many bits a sample of each part takes under some weights: each with all before it that is seen, or half a window of it. */
    public Map<Part, Double> bitsPerSample(Backend backend, SequencedMap<Variable, Tensor> weights) {
        Map<Part, Double> bits = new EnumMap<>(Part.class);
        try (VariableStore store = new VariableStore(backend, weights.keySet())) {
            store.restore(weights);
            try (Evaluator evaluator = new Evaluator(store, network(), loss(), BATCH)) {
                for (Part part : Part.values()) {
                    windows(part)
                            .ifPresent(examples -> bits.put(
                                    part, bits(evaluator.score(examples).loss())));
                }
            }
        }
        return bits;
    }
}
