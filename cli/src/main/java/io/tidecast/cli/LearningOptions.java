package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Head;
import io.tidecast.models.train.LearningRate;
import io.tidecast.models.train.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network learns. */
final class LearningOptions {
    private static final int MOST_EPOCHS = 1_000_000;
    private static final int MOST_STEPS = 1_000_000_000;
    private static final int EPOCHS_FOR_FILES = 100;
    private static final int PATIENCE_FOR_FILES = 15;

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

    @Mixin
    private final HeadOption head = new HeadOption();

    @Mixin
    private final StepOptions step = new StepOptions();

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "How the learning rate changes: constant (the default); cosine and exponential fall to a"
                    + " hundredth; plateau halves it after 5 epochs without a better validation loss.")
    private Schedule schedule = Schedule.CONSTANT;

    @Option(
            names = "--average",
            paramLabel = "DECAY",
            description =
                    "Judge and keep a running average of the weights, which after each step keeps this part of what"
                            + " it was, such as 0.999; 0 for the weights themselves (${DEFAULT-VALUE}).")
    private double average = TrainingOptions.BOOK.average();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many epochs without a better validation loss; 0 for never"
                    + " (0 for an example, 15 for a file).")
    private @Nullable Integer patience;

    /** Returns what is chosen of what the network tells of each target. */
    HeadOption head() {
        return head;
    }

    private double average() {
        if (!(average >= 0 && average < 1)) {
            throw new InputException("--average: found " + average
                    + ", expected a decay from 0 (the weights themselves are kept) to below 1, such as 0.999");
        }
        return average;
    }

    /**
     * Returns the options of a training on series.
     *
     * @param isExample whether the data are an example, for which the book's own options are the usual ones
     * @throws io.tidecast.core.error.InputException if one is out of range
     */
    TrainingOptions options(boolean isExample) {
        return options(isExample, head.head());
    }

    /**
     * Returns the options of a training.
     *
     * @param isExample whether the data are an example, for which the book's own options are the usual ones
     * @param told what the network tells
     * @throws io.tidecast.core.error.InputException if one is out of range
     */
    TrainingOptions options(boolean isExample, Head told) {
        int usualEpochs = isExample ? TrainingOptions.BOOK.epochs() : EPOCHS_FOR_FILES;
        int usualPatience = isExample ? TrainingOptions.BOOK.patience() : PATIENCE_FOR_FILES;
        TrainingOptions steps = step.options(told);
        return new TrainingOptions(
                epochs == null ? usualEpochs : Ranges.whole("--epochs", epochs, 1, MOST_EPOCHS),
                Ranges.whole("--steps-per-epoch", stepsPerEpoch, 0, MOST_STEPS),
                steps.batch(),
                steps.learningRate(),
                schedule.rate(),
                steps.update(),
                steps.loss(),
                patience == null ? usualPatience : Ranges.whole("--patience", patience, 0, MOST_EPOCHS),
                steps.seed(),
                average(),
                steps.dropout());
    }
}
