package io.tidecast.core.compile;

import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import java.util.List;

/** One entry of a plan: a computation and where its values lie. */
sealed interface Step permits Step.Native, LoopStep {
    /** Returns the computation over a program's memory. */
    Kernel bind(Frame frame);

    /** Returns what is computed and where it came from, for listings. */
    String label();

    /** A kernel of the backend. */
    record Native(String label, KernelFactory factory, List<Location> inputs, List<Location> outputs, Location scratch)
            implements Step {
        @Override
        public Kernel bind(Frame frame) {
            return factory.bind(frame.resolve(inputs), frame.resolve(outputs), frame.resolve(scratch));
        }
    }
}
