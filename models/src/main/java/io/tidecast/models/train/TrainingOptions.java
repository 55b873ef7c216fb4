package io.tidecast.models.train;

import io.tidecast.core.error.InputException;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Update;
import io.tidecast.core.random.SplittableGenerator;
import java.util.stream.IntStream;

/**
 * How a network is trained.
 *
 * @param epochs how many epochs there are at the most
 * @param stepsPerEpoch how many steps an epoch has at the most, on windows drawn anew for each; 0 for as many as show
 *     every window once
 * @param batch how many windows a step sees
 * @param learningRate the first learning rate
 * @param schedule how it changes
 * @param update how gradients change parameters
 * @param loss what is made small
 * @param patience after how many epochs without a new least validation loss training stops; 0 for never
 * @param seed of the first weights and of the shuffling
 * @param average the decay of a running average of the weights, which is then what is judged and kept, below 1; 0 for the
 *     weights themselves
 * @param dropout the part of what layers read that is dropped, see {@link io.tidecast.models.layer.Dropout}, below 1; 0
 *     for none
 */
public record TrainingOptions(
        int epochs,
        int stepsPerEpoch,
        int batch,
        double learningRate,
        LearningRate schedule,
        Update update,
        Loss loss,
        int patience,
        long seed,
        double average,
        double dropout) {
    /** The book's: 20 epochs of batches of 32, Adam at 0.001. */
    public static final TrainingOptions BOOK =
            new TrainingOptions(20, 0, 32, 0.001, new LearningRate.Constant(), Update.by(Adam.KERAS), Loss.MSE, 0, 42);

    /**
     * Checks the ranges.
     *
     * @throws InputException if one is left
     */
    public TrainingOptions {
        if (epochs < 1) {
            throw new InputException("epochs: found " + epochs + ", expected at least 1");
        }
        if (stepsPerEpoch < 0) {
            throw new InputException(
                    "steps per epoch: found " + stepsPerEpoch + ", expected 0 (every window once) or more");
        }
        if (batch < 1) {
            throw new InputException("batch: found " + batch + ", expected at least 1");
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new InputException("learning rate: found " + learningRate + ", expected a number above 0");
        }
        if (patience < 0) {
            throw new InputException("patience: found " + patience + ", expected 0 (never stop early) or more");
        }
        if (!(average >= 0 && average < 1)) {
            throw new InputException("average: found " + average
                    + ", expected a decay from 0 (the weights themselves are kept) to below 1, such as 0.999");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new InputException("dropout: found " + dropout
                    + ", expected a part from 0 (nothing is dropped) to below 1, such as 0.1");
        }
    }

    /** Says how a network is trained of which nothing is dropped, and whose weights themselves are kept. */
    public TrainingOptions(
            int epochs,
            int stepsPerEpoch,
            int batch,
            double learningRate,
            LearningRate schedule,
            Update update,
            Loss loss,
            int patience,
            long seed) {
        this(epochs, stepsPerEpoch, batch, learningRate, schedule, update, loss, patience, seed, 0, 0);
    }

    /** Returns how many steps an epoch has over a number of windows. */
    public int stepsOver(int windows) {
        int all = Math.ceilDiv(windows, batch);
        return stepsPerEpoch == 0 ? all : Math.min(all, stepsPerEpoch);
    }

    /**
     * Returns the order in which an epoch takes its windows, which depends on the seed and the epoch alone.
     *
     * @param epoch counted from 1
     */
    public int[] order(int epoch, int windows) {
        int[] order = IntStream.range(0, windows).toArray();
        new SplittableGenerator(seed).split("shuffle").split(epoch).shuffle(order);
        return order;
    }

    /** Returns these options with another seed. */
    public TrainingOptions withSeed(long other) {
        return new TrainingOptions(
                epochs, stepsPerEpoch, batch, learningRate, schedule, update, loss, patience, other, average, dropout);
    }

    /** Returns these options with another learning rate. */
    public TrainingOptions withLearningRate(double other) {
        return new TrainingOptions(
                epochs, stepsPerEpoch, batch, other, schedule, update, loss, patience, seed, average, dropout);
    }

    /** Returns these options with another number of epochs. */
    public TrainingOptions withEpochs(int other) {
        return new TrainingOptions(
                other, stepsPerEpoch, batch, learningRate, schedule, update, loss, patience, seed, average, dropout);
    }

    /** Returns these options with another number of windows in a step. */
    public TrainingOptions withBatch(int other) {
        return new TrainingOptions(
                epochs, stepsPerEpoch, other, learningRate, schedule, update, loss, patience, seed, average, dropout);
    }

    /** Returns these options with another bound on the steps of an epoch. */
    public TrainingOptions withStepsPerEpoch(int other) {
        return new TrainingOptions(
                epochs, other, batch, learningRate, schedule, update, loss, patience, seed, average, dropout);
    }

    /** Returns these options with another loss. */
    public TrainingOptions withLoss(Loss other) {
        return new TrainingOptions(
                epochs, stepsPerEpoch, batch, learningRate, schedule, update, other, patience, seed, average, dropout);
    }

    /** Returns these options with another decay of the weights' average. */
    public TrainingOptions withAverage(double other) {
        return new TrainingOptions(
                epochs, stepsPerEpoch, batch, learningRate, schedule, update, loss, patience, seed, other, dropout);
    }

    /** Returns these options with another part of what layers read that is dropped. */
    public TrainingOptions withDropout(double other) {
        return new TrainingOptions(
                epochs, stepsPerEpoch, batch, learningRate, schedule, update, loss, patience, seed, average, other);
    }
}
