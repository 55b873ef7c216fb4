package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.Scratch;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel chosen but not yet bound.
 *
 * @param scratch how many floats it works in
 */
record CpuKernel(Binding binding, Aliasing aliasing, int scratch) implements KernelFactory {

    /** Makes the computation over values at fixed places. */
    @FunctionalInterface
    interface Binding {
        Kernel bind(Span[] inputs, Span[] outputs, Span scratch);
    }

    /** Makes the computation over values at fixed places, taking memory to work in as it needs it. */
    @FunctionalInterface
    interface Working {
        Kernel bind(Span[] inputs, Span[] outputs, Scratch memory);
    }

    /** Which inputs an output may overwrite while it is computed. */
    @FunctionalInterface
    interface Aliasing {
        Aliasing NONE = (_, _) -> false;
        Aliasing FIRST_INPUT = (input, _) -> input == 0;
        Aliasing ANY_INPUT = (_, _) -> true;

        boolean allows(int input, int output);
    }

    CpuKernel(Binding binding, Aliasing aliasing) {
        this(binding, aliasing, 0);
    }

    /** Returns a kernel that overwrites none of its inputs, and counts how much memory it works in by taking it once. */
    static CpuKernel counted(KernelRequest request, Working working) {
        Scratch needed = Scratch.none();
        working.bind(nowhere(request.inputs().size()), nowhere(request.outputs().size()), needed);
        return new CpuKernel(
                (in, out, scratch) -> working.bind(in, out, new Scratch(scratch)), Aliasing.NONE, needed.taken());
    }

    private static Span[] nowhere(int count) {
        Span[] spans = new Span[count];
        Arrays.fill(spans, new Span(new float[0], 0));
        return spans;
    }

    @Override
    public Kernel bind(List<Buffer> inputs, List<Buffer> outputs, Buffer memory) {
        return binding.bind(spans(inputs), spans(outputs), ((CpuBuffer) memory).span());
    }

    private static Span[] spans(List<Buffer> buffers) {
        return buffers.stream().map(buffer -> ((CpuBuffer) buffer).span()).toArray(Span[]::new);
    }

    @Override
    public long scratchBytes() {
        return (long) scratch * Float.BYTES;
    }

    @Override
    public boolean mayAlias(int input, int output) {
        return aliasing.allows(input, output);
    }
}
