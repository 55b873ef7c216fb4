package io.tidecast.models.verify;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compare.Distance;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.ScoreSum;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** A training on one backend that is left alone, and how far it drifts from the reference's. */
final class FreeRun implements AutoCloseable {
    private final Network network;
    private final VariableStore store;
    private final TrainingStep step;
    private final ScoreSum sum = new ScoreSum();
    private final List<Drift.Point> points = new ArrayList<>();

    FreeRun(Backend backend, Network network, TrainingOptions options) {
        this.network = network;
        store = new VariableStore(backend, TrainingStep.variables(network, options));
        store.restore(network.initialWeights(options.seed()));
        step = TrainingStep.compile(store, network, options);
    }

    /**
     * Takes a step and notes how far it has come from the reference.
     *
     * @param loss the reference's
     * @param weights the reference's parameters after the step
     */
    void run(Batches batches, double loss, SequencedMap<Variable, Tensor> weights) {
        batches.run(step, sum);
        Distance distance = Distance.NONE;
        for (Variable parameter : network.variables()) {
            distance = distance.and(Distance.of(store.get(parameter), Objects.requireNonNull(weights.get(parameter))));
        }
        points.add(new Drift.Point(batches.number(), distance.relative(), relative(sum.meanLoss(), loss)));
    }

    private static double relative(double found, double expected) {
        return new Distance(Math.abs(found - expected), Math.abs(expected)).relative();
    }

    Drift drift() {
        return new Drift(points);
    }

    @Override
    public void close() {
        step.close();
        store.close();
    }
}
