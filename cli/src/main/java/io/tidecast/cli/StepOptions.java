package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Optimizer;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.models.head.Head;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a step of training is. */
final class StepOptions {
    private static final int LARGEST_BATCH = 65_536;
    private static final double SGD_MOMENTUM = 0.9;

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

    @Option(names = "--batch", paramLabel = "N", description = "Windows a step (${DEFAULT-VALUE}).")
    private int batch = TrainingOptions.BOOK.batch();

    @Option(names = "--learning-rate", paramLabel = "X", description = "The first learning rate (${DEFAULT-VALUE}).")
    private double learningRate = TrainingOptions.BOOK.learningRate();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "adam (the default), or sgd with momentum 0.9.")
    private Method optimizer = Method.ADAM;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description =
                    "What is made small of a regression: mse (the default), mae or huber; other heads have their own.")
    private @Nullable Loss loss;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "The longest gradient that is used as it is; longer ones are shortened to it (none are).")
    private @Nullable Double clipNorm;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "The part of what layers read of each other that is dropped, drawn anew at each step, such as"
                    + " 0.1 (${DEFAULT-VALUE}).")
    private double dropout = TrainingOptions.BOOK.dropout();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the first weights, of the shuffling and of what is dropped (${DEFAULT-VALUE}).")
    private long seed = TrainingOptions.BOOK.seed();

    /**
     * Returns the book's training with these steps.
     *
     * @param head of the networks that are trained
     * @throws io.tidecast.core.error.InputException if an option is out of range
     */
    TrainingOptions options(Head head) {
        TrainingOptions book = TrainingOptions.BOOK;
        Update update = clipNorm == null
                ? Update.by(optimizer.optimizer())
                : new Update(optimizer.optimizer(), Ranges.positive("--clip-norm", clipNorm));
        return new TrainingOptions(
                book.epochs(),
                book.stepsPerEpoch(),
                Ranges.whole("--batch", batch, 1, LARGEST_BATCH),
                Ranges.positive("--learning-rate", learningRate),
                book.schedule(),
                update,
                loss == null ? Loss.usual(head) : loss,
                book.patience(),
                seed,
                book.average(),
                dropout());
    }

    private double dropout() {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new InputException("--dropout: found " + dropout
                    + ", expected a part from 0 (nothing is dropped) to below 1, such as 0.1");
        }
        return dropout;
    }
}
