package io.tidecast.models.train;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * Where training stands after an epoch: all that is needed to go on as if it had never stopped.
 *
 * @param step how many steps are done
 * @param history a record for each epoch done
 * @param variables parameters, the optimiser's state and the average of the parameters where there is one
 * @param best the parameters, or their average, at the least validation loss so far
 */
public record TrainingState(
        long step,
        List<EpochRecord> history,
        SequencedMap<Variable, Tensor> variables,
        SequencedMap<Variable, Tensor> best) {
    /** Copies the list. */
    public TrainingState {
        history = List.copyOf(history);
    }

    /** Returns the epoch, counted from 1, of the least validation loss; empty before the first. */
    public OptionalInt bestEpoch() {
        return bestEpoch(history);
    }

    static OptionalInt bestEpoch(List<EpochRecord> history) {
        double least = Double.POSITIVE_INFINITY;
        OptionalInt best = OptionalInt.empty();
        for (EpochRecord epoch : history) {
            if (epoch.validation().loss() < least) {
                least = epoch.validation().loss();
                best = OptionalInt.of(epoch.epoch());
            }
        }
        return best;
    }

    /** Returns how many epochs have passed since the least validation loss. */
    public int epochsSinceBest() {
        return history.size() - bestEpoch().orElse(0);
    }
}
