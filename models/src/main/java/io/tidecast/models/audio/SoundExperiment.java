package io.tidecast.models.audio;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Evaluator;
import io.tidecast.models.train.Loss;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A WaveNet and the sound that it learns from and is judged by.
 *
 * @param architecture what the network is made of
 * @param window steps of its windows
 * @param folder the recordings
 */
public record SoundExperiment(GatedWaveNet architecture, int window, SoundFolder folder) {
    private static final int BATCH = 8;
    private static final double NATS_PER_BIT = Math.log(2);

    /** Returns how many bits there are in some nats. */
    public static double bits(double nats) {
        return nats / NATS_PER_BIT;
    }

    /** Returns the network. */
    public Network network() {
        SoundConfig config = folder.config();
        return architecture.ofCodes(config.classes(), config.conditions(), window);
    }

    /** Returns the windows of a part, or empty where it has no recordings. */
    public Optional<SoundExamples> examples(Part part) {
        SoundExamples examples = new SoundExamples(
                folder.of(part),
                new MuLaw(folder.config().classes()),
                window,
                network().timeMap().reach());
        return examples.count() == 0 ? Optional.empty() : Optional.of(examples);
    }

    /**
     * Returns the windows of a part.
     *
     * @throws InputException if it has no recordings
     */
    SoundExamples required(Part part) {
        return examples(part)
                .orElseThrow(() -> new InputException(folder.folder() + ": no file is in the " + part.label()
                        + " part; choose other --test-files or --validation-files, or give more files"));
    }

    /** Returns how many bits a sample of each part takes under some weights: each with all before it that is seen. */
    public Map<Part, Double> bitsPerSample(Backend backend, SequencedMap<Variable, Tensor> weights) {
        Map<Part, Double> bits = new EnumMap<>(Part.class);
        try (VariableStore store = new VariableStore(backend, weights.keySet())) {
            store.restore(weights);
            try (Evaluator evaluator = new Evaluator(store, network(), Loss.CROSS_ENTROPY, BATCH)) {
                for (Part part : Part.values()) {
                    examples(part)
                            .ifPresent(examples -> bits.put(
                                    part, bits(evaluator.score(examples).loss())));
                }
            }
        }
        return bits;
    }
}
