package io.tidecast.core.conformance;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.graph.Op;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Another backend, but for some operations whose single-precision results are wrong by a factor: what must be noticed. */
public final class SlippingBackend extends BackendOver {
    private final String name;
    private final Predicate<Op> slips;
    private final Predicate<Op> lacks;
    private final double factor;
    private final Precision precision;

    /**
     * Makes a backend that is wrong.
     *
     * @param backend computes; is closed with this one
     * @param name this one's
     * @param slips of which operations the results are wrong
     * @param lacks for which composites there is to be no kernel
     * @param factor by which wrong results are multiplied
     */
    public SlippingBackend(Backend backend, String name, Predicate<Op> slips, Predicate<Op> lacks, double factor) {
        this(backend, name, slips, lacks, factor, Precision.F32);
    }

    private SlippingBackend(
            Backend backend,
            String name,
            Predicate<Op> slips,
            Predicate<Op> lacks,
            double factor,
            Precision precision) {
        super(backend);
        this.name = name;
        this.slips = slips;
        this.lacks = lacks;
        this.factor = factor;
        this.precision = precision;
    }

    /** Makes a backend that is right, and takes any precision since it is more exact than all but one of them. */
    public static SlippingBackend obliging(Backend backend, String name, Precision precision) {
        return new SlippingBackend(backend, name, op -> false, op -> false, 1, precision);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public Optional<KernelFactory> kernel(KernelRequest request) {
        if (lacks.test(request.op())) {
            return Optional.empty();
        }
        Optional<KernelFactory> right = super.kernel(request);
        return slips.test(request.op()) ? right.map(factory -> wrong(factory, request.outputs())) : right;
    }

    private KernelFactory wrong(KernelFactory right, List<TensorType> types) {
        return new KernelFactory() {
            @Override
            public Kernel bind(List<Buffer> inputs, List<Buffer> outputs, Buffer scratch) {
                Kernel kernel = right.bind(inputs, outputs, scratch);
                return () -> {
                    kernel.run();
                    for (int i = 0; i < outputs.size(); i++) {
                        scale(outputs.get(i), types.get(i));
                    }
                };
            }

            @Override
            public long scratchBytes() {
                return right.scratchBytes();
            }

            @Override
            public boolean mayAlias(int input, int output) {
                return right.mayAlias(input, output);
            }
        };
    }

    private void scale(Buffer buffer, TensorType type) {
        Tensor value = Tensor.zeros(type);
        download(buffer, value.segment());
        for (long i = 0; i < type.size(); i++) {
            value.set(i, value.get(i) * factor);
        }
        upload(value.segment(), buffer);
    }
}
