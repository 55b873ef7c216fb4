package io.tidecast.backend.cpu.ejml;

import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import java.util.List;

/** A kernel of one output, chosen but not yet bound; what it needs beside its values it allocates while it is bound. */
record EjmlKernel(Binding binding, Aliasing aliasing) implements KernelFactory {

    /** Makes the computation over values at fixed places. */
    @FunctionalInterface
    interface Binding {
        Kernel bind(List<EjmlBuffer> inputs, EjmlBuffer output);
    }

    /** Which inputs the output may overwrite while it is computed. */
    enum Aliasing {
        NONE,
        FIRST_INPUT,
        ANY_INPUT
    }

    @Override
    public Kernel bind(List<Buffer> inputs, List<Buffer> outputs, Buffer scratch) {
        List<EjmlBuffer> sources = inputs.stream().map(EjmlBuffer.class::cast).toList();
        return binding.bind(sources, (EjmlBuffer) outputs.getFirst());
    }

    @Override
    public boolean mayAlias(int input, int output) {
        return switch (aliasing) {
            case NONE -> false;
            case FIRST_INPUT -> input == 0;
            case ANY_INPUT -> true;
        };
    }
}
