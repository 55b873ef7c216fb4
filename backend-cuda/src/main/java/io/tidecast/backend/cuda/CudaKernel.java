package io.tidecast.backend.cuda;

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
record CudaKernel(Device device, Binding binding, Aliasing aliasing, long scratchBytes) implements KernelFactory {

    /** Says what is launched for values at fixed places. */
    @FunctionalInterface
    interface Binding {
        List<Launch> launches(Operands operands);
    }

    /**
     * Where the values of one kernel lie.
     *
     * @param scratch memory that nothing else uses while it runs
     */
    record Operands(List<CudaBuffer> inputs, List<CudaBuffer> outputs, CudaBuffer scratch) {
        CudaBuffer input(int index) {
            return inputs.get(index);
        }

        CudaBuffer output() {
            return outputs.getFirst();
        }

        CudaBuffer output(int index) {
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
    CudaKernel {
        HostArrays.require(scratchBytes / Float.BYTES, "an operation works in memory of its own");
    }

    CudaKernel(Device device, Binding binding, Aliasing aliasing) {
        this(device, binding, aliasing, 0);
    }

    /** Binds in the slab of the scratch memory, which is the program's own: what is bound goes when the program closes. */
    @Override
    public Kernel bind(List<Buffer> inputs, List<Buffer> outputs, Buffer scratch) {
        Operands operands = new Operands(places(inputs), places(outputs), (CudaBuffer) scratch);
        List<Slab> slabs = Stream.of(operands.inputs(), operands.outputs(), List.of(operands.scratch()))
                .flatMap(List::stream)
                .map(CudaBuffer::slab)
                .distinct()
                .toList();
        return new LaunchSequence(
                device, binding.launches(operands), slabs, operands.scratch().slab());
    }

    private static List<CudaBuffer> places(List<Buffer> buffers) {
        return buffers.stream().map(CudaBuffer.class::cast).toList();
    }

    @Override
    public boolean mayAlias(int input, int output) {
        return aliasing.allows(input, output);
    }
}
