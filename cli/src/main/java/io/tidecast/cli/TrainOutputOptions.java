package io.tidecast.cli;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a training leaves behind. */
final class TrainOutputOptions {
    private static final String MODEL_ENDING = ".safetensors";
    private static final String CHECKPOINT_ENDING = ".checkpoint";

    @Option(names = "--out", paramLabel = "FILE", description = "Where the model goes (MODEL-DATA.safetensors).")
    private @Nullable Path out;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the losses of each epoch, as SVG.")
    private @Nullable Path plot;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep the training's state after each epoch here, and keep the file (beside the model, and"
                    + " removed when training is done).")
    private @Nullable Path checkpoint;

    @Option(
            names = "--resume",
            description = "Go on from the checkpoint of a training that was stopped, as if it had not been.")
    private boolean resume;

    @Option(
            names = "--baselines",
            description = "Also train the chapter's baselines: linear, simple-rnn, lstm and gru.")
    private boolean baselines;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    Path out(String usualName) {
        return out == null ? Path.of(usualName + MODEL_ENDING) : out;
    }

    Optional<Path> plot() {
        return Optional.ofNullable(plot);
    }

    boolean resume() {
        return resume;
    }

    boolean baselines() {
        return baselines;
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** Returns where the state is kept; nowhere where the model goes to what is no file and nothing was said. */
    Optional<Path> checkpoint(Path model) {
        if (checkpoint != null) {
            return Optional.of(checkpoint);
        }
        boolean isDevice = Files.exists(model) && !Files.isRegularFile(model);
        return isDevice ? Optional.empty() : Optional.of(beside(model));
    }

    Path checkpointToResume(Path model) {
        return checkpoint(model)
                .orElseThrow(() -> new InputException("--resume: name the checkpoint to go on from with --checkpoint"));
    }

    /** Removes the state of a training that is done, unless it was asked for by name. */
    void dropCheckpoint(Path model) {
        if (checkpoint != null) {
            return;
        }
        checkpoint(model).ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new FailureException(file + ": the checkpoint could not be removed: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Finds out before long work whether everything can be written.
     *
     * @throws InputException if a file cannot be made where it was asked for
     */
    void requireWritable(Path model) {
        AtomicFile.requireWritable(model);
        plot().ifPresent(AtomicFile::requireWritable);
        checkpoint(model).ifPresent(AtomicFile::requireWritable);
    }

    private static Path beside(Path model) {
        String name = model.getFileName().toString();
        String stem = name.endsWith(MODEL_ENDING) ? name.substring(0, name.length() - MODEL_ENDING.length()) : name;
        return model.resolveSibling(stem + CHECKPOINT_ENDING);
    }
}
