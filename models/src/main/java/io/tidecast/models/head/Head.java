package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.random.SplittableGenerator;
import java.util.List;

/**
 * What a network's outputs say of each target. Of {@code n} targets the first {@code n} channels are each one's first
 * parameter, the next {@code n} each one's second, and so on: {@code [parameters · n, steps, batch]}.
 *
 * <p>On the host the parameters of one target are what the network gave for it, in that order, and all that is told of
 * them is in the units that the network sees.
 */
public sealed interface Head
        permits Regression, Categorical, Gaussian, StudentT, LogisticMixture, RoundedMixture, Quantiles {
    /** Returns the text that {@link HeadText} reads back. */
    String text();

    /** Returns how many outputs there are for each target. */
    int parameters();

    /** Returns the levels of the quantiles that are told unless others are asked for, rising; none where none are. */
    List<Double> levels();

    /**
     * Adds what training makes small.
     *
     * @param outputs {@code [parameters · n, steps, batch]}
     * @param target {@code [n, steps, batch]}, of classes their codes {@code [steps, batch]}
     * @return {@code [n, steps, batch]}; of classes there is one at each step
     */
    Value losses(Value outputs, Value target);

    /**
     * Adds how far the middle of what is told lies above what came; of classes, what the probability of the one that
     * came lacks to 1.
     *
     * @return of the shape of {@link #losses}
     */
    Value differences(Value outputs, Value target);

    /** Returns the mean. */
    double mean(double[] parameters);

    /**
     * Returns the value below which a share of the outcomes is expected.
     *
     * @param level above 0 and below 1
     * @throws IllegalStateException if a single number is all that is told
     */
    double quantile(double[] parameters, double level);

    /** Returns the value that half of the outcomes are expected below; where one number is told, that. */
    default double median(double[] parameters) {
        return quantile(parameters, 0.5);
    }

    /**
     * Draws an outcome; where one number is told, that.
     *
     * @param temperature 0 for the median, below 1 for outcomes closer to it than is told, 1 for what is told
     */
    default double sample(double[] parameters, SplittableGenerator random, double temperature) {
        double middle = median(parameters);
        double drawn = quantile(parameters, Math.max(random.nextDouble(), Double.MIN_NORMAL));
        return middle + temperature * (drawn - middle);
    }
}
