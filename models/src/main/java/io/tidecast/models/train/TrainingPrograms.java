package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.DeviceMemoryException;
import io.tidecast.core.error.FailureException;
import io.tidecast.models.net.Network;

/**
 * All that a training has on its backend.
 *
 * @param store what steps read and change
 * @param step takes steps
 * @param evaluator judges what they have led to
 */
record TrainingPrograms(VariableStore store, TrainingStep step, Evaluator evaluator) implements AutoCloseable {
    /**
     * Takes the memory and compiles; what was taken is given back where not all of it can be.
     *
     * @throws FailureException if the device has too little memory; the message says which batch would fit
     */
    static TrainingPrograms open(Backend backend, Network network, TrainingOptions options) {
        VariableStore store = null;
        TrainingStep step = null;
        try {
            store = new VariableStore(backend, TrainingStep.variables(network, options));
            step = TrainingStep.compile(store, network, options);
            return new TrainingPrograms(store, step, new Evaluator(store, network, options.loss(), options.batch()));
        } catch (RuntimeException fault) {
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

    @Override
    public void close() {
        step.close();
        evaluator.close();
        store.close();
    }
}
