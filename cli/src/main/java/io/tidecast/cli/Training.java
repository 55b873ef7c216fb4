package io.tidecast.cli;

import io.tidecast.models.train.EpochRecord;
import io.tidecast.models.train.ResumableTraining;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.util.Optional;

/** Runs a training job while a person watches, and ends it when the process is asked to end. */
final class Training {
    private final Console console;
    private final boolean quiet;
    private final Interruption interruption;

    Training(Console console, boolean quiet, Interruption interruption) {
        this.console = console;
        this.quiet = quiet;
        this.interruption = interruption;
    }

    /**
     * Trains.
     *
     * @param label what is trained
     * @return whether training came to its end; else the process was asked to end
     */
    boolean run(String label, ResumableTraining job, TrainingOptions options) {
        int steps = options.stepsOver(job.windows());
        int first = job.history().size() + 1;
        Optional<Progress> progress = quiet || first > options.epochs()
                ? Optional.empty()
                : Optional.of(Progress.on(console, label, first, options.epochs(), steps));
        try (Watch watch = new Watch(progress, interruption)) {
            job.run(watch);
        }
        return !interruption.isAsked();
    }

    /** Passes what happens on to the progress, and the interruption back. */
    private record Watch(Optional<Progress> progress, Interruption interruption)
            implements TrainingListener, AutoCloseable {
        @Override
        public boolean stepDone(int epoch, int step, int steps, double loss) {
            progress.ifPresent(shown -> shown.step(epoch, step, loss));
            return !interruption.isAsked();
        }

        @Override
        public void epochDone(TrainingState state) {
            EpochRecord done = state.history().getLast();
            progress.ifPresent(shown -> shown.epoch(
                    done.epoch(), done.train().loss(), done.validation().loss()));
        }

        @Override
        public void close() {
            progress.ifPresent(Progress::close);
        }
    }
}
