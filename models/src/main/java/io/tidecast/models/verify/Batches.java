package io.tidecast.models.verify;

import io.tidecast.models.net.Network;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.ScoreSum;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingStep;

/** The batches of a training's first steps, one after the other, in the order in which the training takes them. */
final class Batches {
    private final Examples examples;
    private final TrainingOptions options;
    private final int stepsPerEpoch;
    private int[] order = new int[0];
    private int epoch;
    private int number;
    private int from;

    /** Begins before the first; there is at least one example. */
    Batches(Examples examples, TrainingOptions options) {
        this.examples = examples;
        this.options = options;
        stepsPerEpoch = options.stepsOver(examples.count());
    }

    /** Goes on to the next step's batch. */
    void next() {
        int wanted = number / stepsPerEpoch + 1;
        from = number % stepsPerEpoch * options.batch();
        number++;
        if (wanted != epoch) {
            epoch = wanted;
            order = options.order(epoch, examples.count());
        }
    }

    /** Returns the step's number, counted from 1. */
    int number() {
        return number;
    }

    /** Returns the step size that the optimiser takes at this step. */
    double stepSize() {
        return options.update().optimizer().stepSize(number, options.learningRate());
    }

    /** Takes the step on a backend; returns whether the update was applied. */
    boolean run(TrainingStep step, ScoreSum sum) {
        sum.reset();
        return step.run(examples, order, from, count(), number, stepSize(), sum);
    }

    /** Returns the batch itself, of all the step's windows. */
    Batch batch(Network network) {
        Batch batch = new Batch(network, options.batch());
        examples.fill(order, from, count(), batch);
        return batch;
    }

    private int count() {
        return Math.min(options.batch(), order.length - from);
    }
}
