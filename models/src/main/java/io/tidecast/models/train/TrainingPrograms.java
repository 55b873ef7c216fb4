package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.DeviceMemoryException;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.graph.Variable;
import io.tidecast.models.net.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a training has on its backend.
 *
 * @param store what steps read and change
 * @param step takes steps
 * @param evaluator judges what they have led to
 * @param average of the weights, where it is asked for
 */
record TrainingPrograms(VariableStore store, TrainingStep step, Evaluator evaluator, Optional<WeightAverage> average)
        implements AutoCloseable {
    /**
     * Takes the memory and compiles; what was taken is given back where not all of it can be.
     *
     * @throws FailureException if the device has too little memory; the message says which batch would fit
     */
    static TrainingPrograms open(Backend backend, Network network, TrainingOptions options) {
        VariableStore store = null;
        TrainingStep step = null;
        Evaluator evaluator = null;
        try {
            store = new VariableStore(backend, variables(network, options));
            step = TrainingStep.compile(store, network, options);
            evaluator = new Evaluator(store, network, options.loss(), options.batch());
            return new TrainingPrograms(store, step, evaluator, average(store, network, options));
        } catch (RuntimeException fault) {
            if (evaluator != null) {
                evaluator.close();
            }
            if (step != null) {
                step.close();
            }
            if (store != null) {
                store.close();
            }
            throw fault instanceof DeviceMemoryException shortage
                    ? new MemoryAdvice(backend, network, options).on(shortage)
                    : fault;
        }
    }

    private static Optional<WeightAverage> average(VariableStore store, Network network, TrainingOptions options) {
        return options.average() == 0
                ? Optional.empty()
                : Optional.of(new WeightAverage(store, network, options.average()));
    }

    /** Returns what a training reads and changes. */
    static List<Variable> variables(Network network, TrainingOptions options) {
        List<Variable> variables = new ArrayList<>(TrainingStep.variables(network, options));
        if (options.average() != 0) {
            variables.addAll(WeightAverage.variables(network));
        }
        return variables;
    }

    @Override
    public void close() {
        average.ifPresent(WeightAverage::close);
        step.close();
        evaluator.close();
        store.close();
    }
}
