package io.tidecast.models.forecast;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.Version;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.train.Checkpoint;
import io.tidecast.models.train.EpochRecord;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.NotFiniteException;
import io.tidecast.models.train.Trainer;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One training from an experiment to a model: keeps a checkpoint after each epoch, goes on from one, and has the best
 * weights so far even when training fails.
 */
public final class TrainingJob implements AutoCloseable {
    private final Backend backend;
    private final Experiment experiment;
    private final TrainingOptions options;
    private final Trainer trainer;
    private final Fingerprint fingerprint;
    private Optional<Path> checkpoint = Optional.empty();
    private @Nullable TrainingState last;
    private @Nullable Kept kept;

    /**
     * A checkpoint.
     *
     * @param epochs how many it has behind it
     */
    public record Kept(Path file, int epochs) {}

    /**
     * Prepares a training from the seed's first weights.
     *
     * @throws FailureException if the device has too little memory; the message says which batch would fit
     */
    public TrainingJob(Backend backend, Experiment experiment, TrainingOptions options) {
        this.backend = backend;
        this.experiment = experiment;
        this.options = options;
        this.fingerprint = Fingerprint.of(experiment, options);
        this.trainer = new Trainer(backend, experiment.network(), options);
    }

    /** Has the state written to a file after each epoch. */
    public void keepCheckpoint(Path file) {
        checkpoint = Optional.of(file);
    }

    /**
     * Goes on from a checkpoint.
     *
     * @return how many epochs it has behind it
     * @throws InputException if there is none, or it is of another training
     */
    public int resume(Path file) {
        if (!Files.exists(file)) {
            throw new InputException(file + ": there is no checkpoint to go on from; leave out --resume to start anew");
        }
        TrainingState state =
                Checkpoint.read(file, experiment.network(), trainer.variables()).stateFor(fingerprint.text(), file);
        trainer.resume(state);
        last = state;
        kept = new Kept(file, state.history().size());
        return state.history().size();
    }

    /**
     * Trains until all epochs are done, patience ends or the listener says so.
     *
     * @throws InputException if there is nothing to learn from or to validate by
     * @throws NotFiniteException if the loss is not a finite number; {@link #model} then has the best weights before
     * @throws FailureException if the device fails; {@link #kept} then says where training can go on from
     */
    public void run(TrainingListener listener) {
        Examples train = new WindowExamples(required(Part.TRAIN, experiment.windows(Part.TRAIN)));
        Examples validation = new WindowExamples(required(Part.VALIDATION, experiment.judged(Part.VALIDATION)));
        last = trainer.train(train, validation, new Keeper(listener));
    }

    /** Returns the checkpoint that stands, or empty where none was written or gone on from. */
    public Optional<Kept> kept() {
        return Optional.ofNullable(kept);
    }

    /** Returns what each epoch so far gave. */
    public List<EpochRecord> history() {
        return last == null ? List.of() : last.history();
    }

    /** Returns the model of the best epoch so far, or empty before the first. */
    public Optional<ModelFile> model() {
        TrainingState state = last;
        if (state == null || state.bestEpoch().isEmpty()) {
            return Optional.empty();
        }
        List<EpochRecord> history = state.history();
        return Optional.of(new ModelFile(
                experiment.architecture(),
                experiment.network(),
                experiment.data().config(),
                experiment.season(),
                state.best(),
                new Provenance(
                        experiment.data().set().source(),
                        backend.name(),
                        backend.precision(),
                        fingerprint.options(),
                        options.loss(),
                        options.seed(),
                        history.size(),
                        state.bestEpoch().getAsInt(),
                        options.batch(),
                        options.learningRate(),
                        history.stream().mapToDouble(EpochRecord::seconds).sum(),
                        history.stream().map(epoch -> epoch.train().loss()).toList(),
                        history.stream().map(epoch -> epoch.validation().loss()).toList(),
                        Version.current(),
                        Runtime.version().toString())));
    }

    @Override
    public void close() {
        trainer.close();
    }

    private WindowSet required(Part part, Optional<WindowSet> windows) {
        return windows.orElseThrow(
                () -> new InputException(experiment.data().set().source() + ": the " + part.label()
                        + " part has no window of "
                        + experiment.data().config().shape().span()
                        + " steps; give it more rows, make the window or the horizon shorter, or let windows begin in the "
                        + "part before theirs (--reach-back)"));
    }

    /** Keeps the state of each epoch before it tells the listener. */
    private final class Keeper implements TrainingListener {
        private final TrainingListener listener;

        Keeper(TrainingListener listener) {
            this.listener = listener;
        }

        @Override
        public boolean stepDone(int epoch, int step, int steps, double loss) {
            return listener.stepDone(epoch, step, steps, loss);
        }

        @Override
        public void epochDone(TrainingState state) {
            last = state;
            checkpoint.ifPresent(file -> {
                new Checkpoint(fingerprint.text(), state).write(file);
                kept = new Kept(file, state.history().size());
            });
            listener.epochDone(state);
        }
    }
}
