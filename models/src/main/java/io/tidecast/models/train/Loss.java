package io.tidecast.models.train;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.head.Gaussian;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.LogisticMixture;
import io.tidecast.models.head.Quantiles;
import io.tidecast.models.head.Regression;
import io.tidecast.models.head.RoundedMixture;
import io.tidecast.models.head.StudentT;
import io.tidecast.models.net.Network;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is made small in training; d is the difference between forecast and target. */
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
    CROSS_ENTROPY,
    /** −ln p, where the forecast is of a density, or of likelihoods, and p is what it was at the number that came. */
    LIKELIHOOD,
    /** The mean of the pinball losses of quantiles. */
    PINBALL;

    /** Returns whether the derivative is continuous. */
    public boolean isSmooth() {
        return this != MAE && this != PINBALL;
    }

    /**
     * Returns whether it is never below 0. That of densities may be: a density's logarithm depends on the unit of what it
     * is of, and passes through 0 without anything happening there.
     */
    public boolean hasFloor() {
        return this != LIKELIHOOD;
    }

    /** Returns the loss of networks with a head, where none is chosen. */
    public static Loss usual(Head head) {
        return of(head).iterator().next();
    }

    private static Set<Loss> of(Head head) {
        return switch (head) {
            case Regression _ -> EnumSet.of(MSE, MAE, HUBER);
            case Categorical _ -> EnumSet.of(CROSS_ENTROPY);
            case Gaussian _, StudentT _, LogisticMixture _, RoundedMixture _ -> EnumSet.of(LIKELIHOOD);
            case Quantiles _ -> EnumSet.of(PINBALL);
        };
    }

    /** Losses and differences, both {@code [targets, steps, batch]}; of classes there is one at each step. */
    record Terms(Value losses, Value differences) {}

    /**
     * Adds losses and differences.
     *
     * @param head what the forecast says
     * @param forecast {@code [outputs, steps, batch]}
     * @param target {@code [targets, steps, batch]}; of classes their codes {@code [steps, batch]}
     */
    Terms terms(Head head, Value forecast, Value target) {
        return switch (this) {
            case MSE, CROSS_ENTROPY, LIKELIHOOD, PINBALL ->
                new Terms(head.losses(forecast, target), head.differences(forecast, target));
            case MAE -> {
                Value difference = head.differences(forecast, target);
                yield new Terms(Ops.abs(difference), difference);
            }
            case HUBER -> {
                Value difference = head.differences(forecast, target);
                Value size = Ops.abs(difference);
                Value near = Ops.minimum(size, Ops.scalar(size, 1));
                yield new Terms(Ops.multiply(near, Ops.subtract(size, Ops.multiply(near, 0.5))), difference);
            }
        };
    }

    /**
     * Checks that the loss can judge a network.
     *
     * @throws InputException if it is for what another head tells
     */
    void check(Network network) {
        Set<Loss> fitting = of(network.head());
        if (!fitting.contains(this)) {
            throw new InputException("loss " + label() + " is not for what " + network.name() + " tells ("
                    + network.head().text() + "): choose "
                    + fitting.stream().map(Loss::label).collect(Collectors.joining(" or ")));
        }
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
