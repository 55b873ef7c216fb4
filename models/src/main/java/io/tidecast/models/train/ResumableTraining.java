package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.net.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One training that keeps a checkpoint after each epoch, goes on from one, and has its state even when it fails. */
public abstract class ResumableTraining implements AutoCloseable {
    private final Network network;
    private final String fingerprint;
    private final Trainer trainer;
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
     * @param fingerprint what must be the same to go on from a checkpoint, in words
     * @throws io.tidecast.core.error.FailureException if the device has too little memory; the message says which batch
     *     would fit
     */
    protected ResumableTraining(Backend backend, Network network, TrainingOptions options, String fingerprint) {
        this.network = network;
        this.fingerprint = fingerprint;
        this.trainer = new Trainer(backend, network, options);
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
                Checkpoint.read(file, network, trainer.variables()).stateFor(fingerprint, file);
        trainer.resume(state);
        last = state;
        kept = new Kept(file, state.history().size());
        return state.history().size();
    }

    /**
     * Trains until all epochs are done, patience ends or the listener says so.
     *
     * @throws InputException if there is nothing to learn from or to validate by
     * @throws NotFiniteException if the loss is not a finite number; {@link #state} is then the one before
     * @throws io.tidecast.core.error.FailureException if the device fails; {@link #kept} then says where training can go
     *     on from
     */
    public abstract void run(TrainingListener listener);

    /** Returns how many windows there are to learn from in an epoch, nearly where each has others. */
    public abstract int windows();

    /** Trains on examples. */
    protected void run(Examples train, Examples validation, TrainingListener listener) {
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

    /** Returns where training stands, or empty before an epoch has given weights worth keeping. */
    public Optional<TrainingState> state() {
        return Optional.ofNullable(last).filter(state -> state.bestEpoch().isPresent());
    }

    @Override
    public void close() {
        trainer.close();
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
                new Checkpoint(fingerprint, state).write(file);
                kept = new Kept(file, state.history().size());
            });
            listener.epochDone(state);
        }
    }
}
