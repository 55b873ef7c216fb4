package io.tidecast.models.train;

import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Signal;
import java.util.List;
import java.util.Locale;

/** What is made small in training, of each difference d between forecast and target. */
public enum Loss {
    /** d². */
    MSE,
    /** |d|. */
    MAE,
    /** d²/2 where |d| ≤ 1, else |d| − 1/2; see Huber, 1964. */
    HUBER,
    /**
     * −ln p, where the forecast is of classes and p is the probability that it gave to the one that came; d is what p
     * lacks to 1.
     */
    CROSS_ENTROPY;

    /** Returns whether the derivative is continuous. */
    public boolean isSmooth() {
        return this != MAE;
    }

    /** Losses and differences, both {@code [outputs, steps, batch]}; of classes there is one at each step. */
    record Terms(Value losses, Value differences) {}

    /**
     * Adds losses and differences.
     *
     * @param forecast {@code [outputs, steps, batch]}
     * @param target of the same shape; of classes their codes {@code [steps, batch]}
     */
    Terms terms(Value forecast, Value target) {
        return switch (this) {
            case MSE -> {
                Value difference = Ops.subtract(forecast, target);
                yield new Terms(Ops.square(difference), difference);
            }
            case MAE -> {
                Value difference = Ops.subtract(forecast, target);
                yield new Terms(Ops.abs(difference), difference);
            }
            case HUBER -> {
                Value difference = Ops.subtract(forecast, target);
                Value size = Ops.abs(difference);
                Value near = Ops.minimum(size, Ops.scalar(size, 1));
                yield new Terms(Ops.multiply(near, Ops.subtract(size, Ops.multiply(near, 0.5))), difference);
            }
            case CROSS_ENTROPY -> {
                Value each = forecast.builder()
                        .applyAll(new SoftmaxCrossEntropy(true), List.of(forecast, target))
                        .getFirst();
                Value losses = Layout.reshape(each, each.shape().inserting(0, 1));
                yield new Terms(losses, Ops.subtract(1, Ops.exp(Ops.negate(losses))));
            }
        };
    }

    /**
     * Checks that the loss can judge a network.
     *
     * @throws InputException if it is for numbers and the network tells classes, or the other way round
     */
    void check(Network network) {
        boolean tellsClasses = network.target() instanceof Signal.Codes;
        boolean ofClasses = this == CROSS_ENTROPY;
        if (tellsClasses != ofClasses) {
            String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new InputException("loss " + name + " is for networks that "
                    + (ofClasses ? "tell classes, and " : "forecast numbers, and ") + network.name()
                    + (ofClasses
                            ? " forecasts numbers: choose mse, mae or huber"
                            : " tells classes: choose cross-entropy"));
        }
    }
}
