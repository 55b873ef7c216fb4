package io.tidecast.models.verify;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.ScoreSum;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Training steps on one backend, each from given weights, that tell all that came out. */
final class JudgedRun implements AutoCloseable {
    private final Network network;
    private final TrainingOptions options;
    private final Backend backend;
    private final VariableStore store;
    private final TrainingStep step;
    private final ScoreSum sum = new ScoreSum();

    JudgedRun(Backend backend, Network network, TrainingOptions options) {
        this.network = network;
        this.options = options;
        this.backend = backend;
        store = new VariableStore(backend, TrainingStep.variables(network, options));
        step = TrainingStep.compileTelling(store, network, options);
    }

    Backend backend() {
        return backend;
    }

    /**
     * Takes a step.
     *
     * @param before weights and optimiser's state to begin with
     * @return whether the update was applied
     */
    boolean run(SequencedMap<Variable, Tensor> before, Batches batches) {
        store.restore(before);
        return batches.run(step, sum);
    }

    /** Returns what came out of the last step. */
    SequencedMap<Measured, Tensor> outcome() {
        SequencedMap<Measured, Tensor> outcome = new LinkedHashMap<>();
        outcome.put(Measured.LOSS, Tensor.of(TensorType.f64(), sum.meanLoss()));
        for (Variable parameter : network.variables()) {
            outcome.put(Measured.gradient(parameter), step.gradient(parameter));
        }
        for (Variable parameter : network.variables()) {
            List<Variable> kept = options.update().optimizer().state(parameter);
            for (int i = 0; i < kept.size(); i++) {
                outcome.put(Measured.state(parameter, kept.get(i), i), store.get(kept.get(i)));
            }
            outcome.put(Measured.weights(parameter), store.get(parameter));
        }
        return outcome;
    }

    /** Returns the weights and the optimiser's state after the last step. */
    SequencedMap<Variable, Tensor> kept() {
        SequencedMap<Variable, Tensor> values = new LinkedHashMap<>();
        TrainingStep.kept(network, options).forEach(variable -> values.put(variable, store.get(variable)));
        return values;
    }

    @Override
    public void close() {
        step.close();
        store.close();
    }
}
