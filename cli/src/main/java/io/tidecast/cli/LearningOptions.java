package io.tidecast.cli;

import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Optimizer;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.models.train.LearningRate;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network learns. */
final class LearningOptions {
    private static final int MOST_EPOCHS = 1_000_000;
    private static final int MOST_STEPS = 1_000_000_000;
    private static final int LARGEST_BATCH = 65_536;
    private static final int EPOCHS_FOR_FILES = 100;
    private static final int PATIENCE_FOR_FILES = 15;
    private static final double SGD_MOMENTUM = 0.9;

    /** How the learning rate changes. */
    enum Schedule {
        CONSTANT,
        COSINE,
        EXPONENTIAL,
        PLATEAU;

        private LearningRate rate() {
            return switch (this) {
                case CONSTANT -> new LearningRate.Constant();
                case COSINE -> new LearningRate.Cosine(0.05, 0.01);
                case EXPONENTIAL -> new LearningRate.Exponential(0.01);
                case PLATEAU -> new LearningRate.Plateau(5, 0.5);
            };
        }
    }

    /** What turns gradients into steps. */
    enum Method {
        ADAM,
        SGD;

        private Optimizer optimizer() {
            return switch (this) {
                case ADAM -> Adam.KERAS;
                case SGD -> new Sgd(SGD_MOMENTUM);
            };
        }
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often every window is seen at the most (20 for an example, 100 for a file).")
    private @Nullable Integer epochs;

    @Option(
            names = "--steps-per-epoch",
            paramLabel = "N",
            description = "Steps of an epoch at the most, on windows drawn anew for each; 0 for as many as show every"
                    + " window once (${DEFAULT-VALUE}).")
    private int stepsPerEpoch = TrainingOptions.BOOK.stepsPerEpoch();

    @Option(names = "--batch", paramLabel = "N", description = "Windows a step (${DEFAULT-VALUE}).")
    private int batch = TrainingOptions.BOOK.batch();

    @Option(names = "--learning-rate", paramLabel = "X", description = "The first learning rate (${DEFAULT-VALUE}).")
    private double learningRate = TrainingOptions.BOOK.learningRate();

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "How it changes: constant (the default); cosine and exponential fall to a hundredth; plateau"
                    + " halves it after 5 epochs without a better validation loss.")
    private Schedule schedule = Schedule.CONSTANT;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "adam (the default), or sgd with momentum 0.9.")
    private Method optimizer = Method.ADAM;

    @Option(names = "--loss", paramLabel = "NAME", description = "What is made small: mse (the default), mae or huber.")
    private Loss loss = Loss.MSE;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "The longest gradient that is used as it is; longer ones are shortened to it (none are).")
    private @Nullable Double clipNorm;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many epochs without a better validation loss; 0 for never"
                    + " (0 for an example, 15 for a file).")
    private @Nullable Integer patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the first weights and of the shuffling (${DEFAULT-VALUE}).")
    private long seed = TrainingOptions.BOOK.seed();

    /**
     * Returns the options of a training.
     *
     * @param isExample whether the data are an example, for which the book's own options are the usual ones
     * @throws io.tidecast.core.error.InputException if one is out of range
     */
    TrainingOptions options(boolean isExample) {
        int usualEpochs = isExample ? TrainingOptions.BOOK.epochs() : EPOCHS_FOR_FILES;
        int usualPatience = isExample ? TrainingOptions.BOOK.patience() : PATIENCE_FOR_FILES;
        Update update = clipNorm == null
                ? Update.by(optimizer.optimizer())
                : new Update(optimizer.optimizer(), Ranges.positive("--clip-norm", clipNorm));
        return new TrainingOptions(
                epochs == null ? usualEpochs : Ranges.whole("--epochs", epochs, 1, MOST_EPOCHS),
                Ranges.whole("--steps-per-epoch", stepsPerEpoch, 0, MOST_STEPS),
                Ranges.whole("--batch", batch, 1, LARGEST_BATCH),
                Ranges.positive("--learning-rate", learningRate),
                schedule.rate(),
                update,
                loss,
                patience == null ? usualPatience : Ranges.whole("--patience", patience, 0, MOST_EPOCHS),
                seed);
    }
}
