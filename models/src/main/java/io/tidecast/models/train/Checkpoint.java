package io.tidecast.models.train;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.FormatMarker;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.file.Safetensors;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A training's state in a file, so that it can go on after a stop as if there had been none. The file is replaced as a
 * whole after each epoch; a reader never sees half of one.
 *
 * @param fingerprint what must be the same to go on: the network, the data and the options, in words
 */
public record Checkpoint(String fingerprint, TrainingState state) {
    private static final String METADATA = "training";
    private static final FormatMarker FORMAT = new FormatMarker("tidecast-checkpoint", 1);
    private static final String BEST = "best/";

    /** Writes the file. */
    public void write(Path file) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        state.variables().forEach((variable, value) -> tensors.put(variable.name(), value));
        state.best().forEach((variable, value) -> tensors.put(BEST + variable.name(), value));
        List<Json> epochs = new ArrayList<>();
        for (EpochRecord epoch : state.history()) {
            epochs.add(Json.object()
                    .put("epoch", epoch.epoch())
                    .put("learning_rate", epoch.learningRate())
                    .put("seconds", epoch.seconds())
                    .put("train", toJson(epoch.train()))
                    .put("validation", toJson(epoch.validation()))
                    .build());
        }
        Json.JsonObject metadata = Json.object()
                .put("fingerprint", fingerprint)
                .put("step", state.step())
                .put("history", Json.array(epochs))
                .build();
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        FORMAT.mark(texts);
        texts.put(METADATA, metadata.compact());
        new Safetensors(tensors, texts).write(file);
    }

    /**
     * Reads a file.
     *
     * @param variables what the training keeps, see {@link Trainer#variables}
     * @throws InputException if the file cannot be read, is no checkpoint, or is of another network
     */
    public static Checkpoint read(Path file, Network network, List<Variable> variables) {
        Safetensors stored = Safetensors.read(file);
        FORMAT.require(file.toString(), stored.metadata());
        String text = stored.metadata().getOrDefault(METADATA, "");
        JsonView metadata = JsonView.read(file + ": " + METADATA, text);
        List<EpochRecord> history = new ArrayList<>();
        for (JsonView epoch : metadata.at("history").items()) {
            history.add(new EpochRecord(
                    epoch.at("epoch").whole(1, Integer.MAX_VALUE),
                    score(epoch.at("train")),
                    score(epoch.at("validation")),
                    epoch.at("learning_rate").number(),
                    epoch.at("seconds").number()));
        }
        TrainingState state = new TrainingState(
                metadata.at("step").whole(0L, Long.MAX_VALUE),
                history,
                pick(file, stored, "", variables),
                pick(file, stored, BEST, network.variables()));
        return new Checkpoint(metadata.at("fingerprint").text(), state);
    }

    /**
     * Returns the state if it belongs to a training.
     *
     * @throws InputException if the fingerprint is another
     */
    public TrainingState stateFor(String expectedFingerprint, Path file) {
        if (!fingerprint.equals(expectedFingerprint)) {
            throw new InputException(file + ": the checkpoint is of another training: found " + fingerprint
                    + ", expected " + expectedFingerprint + "; resume with the options that it was started with");
        }
        return state;
    }

    private static SequencedMap<Variable, Tensor> pick(
            Path file, Safetensors stored, String prefix, List<Variable> variables) {
        SequencedMap<Variable, Tensor> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            Tensor value = stored.tensors().get(prefix + variable.name());
            if (value == null || !value.type().equals(variable.type())) {
                throw new InputException(file + ": tensor " + prefix + variable.name() + ": found "
                        + (value == null ? "none" : value.type()) + ", expected " + variable.type()
                        + "; the checkpoint is of another network, or of a training with other options");
            }
            values.put(variable, value);
        }
        return values;
    }

    private static Json toJson(Score score) {
        return Json.object()
                .put("loss", score.loss())
                .put("mse", score.mse())
                .put("mae", score.mae())
                .put("last_time_step_mse", score.lastStepMse())
                .build();
    }

    private static Score score(JsonView view) {
        return new Score(
                view.at("loss").number(),
                view.at("mse").number(),
                view.at("mae").number(),
                view.at("last_time_step_mse").number());
    }
}
