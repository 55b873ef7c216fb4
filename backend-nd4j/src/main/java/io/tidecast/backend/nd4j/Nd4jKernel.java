package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kernel chosen but not yet bound.
 *
 * @param scratchBytes how much memory it works in
 */
record Nd4jKernel(NativeLibrary library, Binding binding, Aliasing aliasing, long scratchBytes)
        implements KernelFactory {

    /** Makes the computation over values at fixed places. */
    @FunctionalInterface
    interface Binding {
        Kernel bind(Operands operands, NativeScope scope);
    }

    /**
     * Where the values of one kernel lie.
     *
     * @param scratch memory that nothing else uses while it runs
     */
    record Operands(List<Nd4jBuffer> inputs, List<Nd4jBuffer> outputs, Nd4jBuffer scratch) {
        Nd4jBuffer input(int index) {
            return inputs.get(index);
        }

        Nd4jBuffer output() {
            return outputs.getFirst();
        }

        Nd4jBuffer output(int index) {
            return outputs.get(index);
        }
    }

    /** Which inputs an output may overwrite while it is computed. */
    @FunctionalInterface
    interface Aliasing {
        Aliasing NONE = (_, _) -> false;
        Aliasing FIRST_INPUT = (input, _) -> input == 0;
        Aliasing ANY_INPUT = (_, _) -> true;

        boolean allows(int input, int output);
    }

    /** Checks that the scratch memory is one piece that can be. */
    Nd4jKernel {
        HostArrays.require(scratchBytes / Float.BYTES, "an operation works in memory of its own");
    }

    Nd4jKernel(NativeLibrary library, Binding binding, Aliasing aliasing) {
        this(library, binding, aliasing, 0);
    }

    /** Binds in the slab of the scratch memory, which is the program's own: what is bound goes when the program closes. */
    @Override
    public Kernel bind(List<Buffer> inputs, List<Buffer> outputs, Buffer scratch) {
        Operands operands = new Operands(places(inputs), places(outputs), (Nd4jBuffer) scratch);
        NativeScope scope = new NativeScope(library, operands.scratch().slab());
        Kernel body = binding.bind(operands, scope);
        Slab[] slabs = Stream.of(operands.inputs(), operands.outputs(), List.of(operands.scratch()))
                .flatMap(List::stream)
                .map(Nd4jBuffer::slab)
                .distinct()
                .toArray(Slab[]::new);
        return () -> {
            for (Slab slab : slabs) {
                slab.requireOpen();
            }
            body.run();
        };
    }

    private static List<Nd4jBuffer> places(List<Buffer> buffers) {
        return buffers.stream().map(Nd4jBuffer.class::cast).toList();
    }

    @Override
    public boolean mayAlias(int input, int output) {
        return aliasing.allows(input, output);
    }
}
