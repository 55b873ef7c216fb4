package io.tidecast.models.train;

import java.util.List;

/** How the learning rate changes in the course of training: a factor of the first one. */
public sealed interface LearningRate {
    /**
     * Returns the factor for a step.
     *
     * @param progress the share of all steps that are done, from 0 to below 1
     * @param history what the epochs so far gave
     */
    double factor(double progress, List<EpochRecord> history);

    /** Always 1. */
    record Constant() implements LearningRate {
        @Override
        public double factor(double progress, List<EpochRecord> history) {
            return 1;
        }
    }

    /**
     * Rises in a straight line over a first share of the steps, then falls along half a cosine; see Loshchilov and
     * Hutter, arXiv:1608.03983.
     *
     * @param warmUp the share of steps that rise, from 0 to below 1
     * @param floor the factor at the end, from 0 to 1
     */
    record Cosine(double warmUp, double floor) implements LearningRate {
        @Override
        public double factor(double progress, List<EpochRecord> history) {
            if (progress < warmUp) {
                return Math.max(progress / warmUp, 1e-3);
            }
            double rest = (progress - warmUp) / (1 - warmUp);
            return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * rest));
        }
    }

    /**
     * Falls by the same factor in equal times.
     *
     * @param end the factor at the end, above 0
     */
    record Exponential(double end) implements LearningRate {
        @Override
        public double factor(double progress, List<EpochRecord> history) {
            return StrictMath.pow(end, progress);
        }
    }

    /**
     * Is multiplied by {@code drop} whenever the validation loss has found no new minimum for {@code patience} epochs.
     */
    record Plateau(int patience, double drop) implements LearningRate {
        @Override
        public double factor(double progress, List<EpochRecord> history) {
            double best = Double.POSITIVE_INFINITY;
            double factor = 1;
            int waited = 0;
            for (EpochRecord epoch : history) {
                if (epoch.validation().loss() < best) {
                    best = epoch.validation().loss();
                    waited = 0;
                } else if (++waited == patience) {
                    factor *= drop;
                    waited = 0;
                }
            }
            return factor;
        }
    }
}
