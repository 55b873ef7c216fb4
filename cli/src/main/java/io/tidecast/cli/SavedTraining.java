package io.tidecast.cli;

import io.tidecast.core.error.FailureException;
import io.tidecast.models.train.NotFiniteException;
import io.tidecast.models.train.ResumableTraining;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Runs a training with its checkpoint, and keeps what there is when it goes wrong or is stopped. */
record SavedTraining(Console console, Training training, TrainOutputOptions output) {
    /**
     * Trains, and writes the model of the best epoch.
     *
     * @param label what is trained
     * @param model the model of the best epoch so far
     * @param write writes a model to a file
     * @param out where the model goes
     * @return the model, or empty where training was stopped before its end
     */
    <M> Optional<M> train(
            String label,
            ResumableTraining job,
            TrainingOptions options,
            Supplier<Optional<M>> model,
            BiConsumer<M, Path> write,
            Path out) {
        Runnable saveBest = () -> write.accept(model.get().orElseThrow(), out);
        if (!run(label, job, options, out, saveBest)) {
            return Optional.empty();
        }
        saveBest.run();
        output.dropCheckpoint(out);
        return model.get();
    }

    /**
     * Trains.
     *
     * @param label what is trained
     * @param out where the model goes
     * @param saveBest writes the model of the best epoch there
     * @return whether training came to its end
     */
    private boolean run(String label, ResumableTraining job, TrainingOptions options, Path out, Runnable saveBest) {
        Optional<Path> checkpoint = output.checkpoint(out);
        checkpoint.ifPresent(job::keepCheckpoint);
        if (output.resume()) {
            Path from = output.checkpointToResume(out);
            console.say("goes on after epoch " + job.resume(from) + ", from " + from);
        }
        try {
            if (training.run(label, job, options)) {
                return true;
            }
        } catch (NotFiniteException e) {
            TrainingState best = job.state()
                    .orElseThrow(() -> new FailureException(
                            e.getMessage() + "; no epoch was done before, so nothing is saved", e));
            saveBest.run();
            throw new FailureException(
                    e.getMessage() + "; the weights of epoch "
                            + best.bestEpoch().orElse(0) + " are in " + out,
                    e);
        } catch (FailureException e) {
            throw new FailureException(e.getMessage() + "; " + whatStands(job, options), e);
        }
        int done = job.history().size();
        console.say(
                done == 0
                        ? "stopped before the first epoch was done; nothing is kept"
                        : "stopped; epoch " + done + " of " + options.epochs() + " is kept"
                                + checkpoint
                                        .map(file ->
                                                " in " + file + "; the same command with --resume goes on from there")
                                        .orElse("; name a file with --checkpoint to be able to go on"));
        return false;
    }

    private static String whatStands(ResumableTraining job, TrainingOptions options) {
        return job.kept()
                .map(kept -> "epoch " + kept.epochs() + " of " + options.epochs() + " is kept in " + kept.file()
                        + "; the same command with --resume goes on from there")
                .orElse("no epoch is kept");
    }
}
