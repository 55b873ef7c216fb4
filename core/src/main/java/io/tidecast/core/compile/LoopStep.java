package io.tidecast.core.compile;

import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop run by the host: for each step the slices are copied out, the body's kernels run, what is emitted is copied to
 * its place, and the carries are handed on. Its memory is a stretch of the slab that holds the body's plan and an index.
 */
final class LoopStep implements Step {
    private static final TensorType INDEX = TensorType.i32();

    private final String label;
    private final Scan scan;
    private final StepPlan body;
    private final Kernels kernels;
    private final List<Location> inputs;
    private final List<Location> outputs;
    private final Location memory;

    /**
     * @param scan a loop made self-contained by {@link Lowering}
     * @param body the plan of its body, which is handed what does not change from step to step
     * @param memory {@link #bytes} bytes
     */
    LoopStep(
            String label,
            Scan scan,
            StepPlan body,
            Kernels kernels,
            List<Location> inputs,
            List<Location> outputs,
            Location memory) {
        this.label = label;
        this.scan = scan;
        this.body = body;
        this.kernels = kernels;
        this.inputs = inputs;
        this.outputs = outputs;
        this.memory = memory;
    }

    /** Returns how much memory a loop needs whose body has the given plan. */
    static long bytes(StepPlan body) {
        return body.slabBytes() + MemoryPlanner.aligned(INDEX.bytes());
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Kernel bind(Frame frame) {
        List<Buffer> outerInputs = frame.resolve(inputs);
        int firstConstant = scan.carries() + scan.slices();
        long offset = ((Location.InSlab) memory.place()).offset();
        Frame inner = frame.inner(offset, outerInputs.subList(firstConstant, outerInputs.size()));
        return new Binder(frame, inner, outerInputs).bind();
    }

    /** Binds one program's loop. */
    private final class Binder {
        private final Frame outer;
        private final Frame inner;
        private final List<Buffer> outerInputs;
        private final Buffer index;
        private final List<Kernel> before = new ArrayList<>();
        private final List<Kernel> step = new ArrayList<>();
        private final List<Kernel> after = new ArrayList<>();

        Binder(Frame outer, Frame inner, List<Buffer> outerInputs) {
            this.outer = outer;
            this.inner = inner;
            this.outerInputs = outerInputs;
            this.index = inner.resolve(new Location(new Location.InSlab(body.slabBytes()), INDEX));
        }

        Kernel bind() {
            Buffer firstIndex = outerInputs.get(outerInputs.size() - 2);
            Buffer increment = outerInputs.getLast();
            before.add(bound(kernels.copy(INDEX), List.of(firstIndex), index));
            for (int carry = 0; carry < scan.carries(); carry++) {
                copy(
                        before,
                        outerInputs.get(carry),
                        carryIn(carry),
                        body.inputs().get(carry).type());
            }
            addHistory();
            for (int i = 0; i < scan.slices(); i++) {
                int position = scan.carries() + i;
                KernelFactory factory = kernels.slice(
                        inputs.get(position).type(), scan.sliceAxes().get(i));
                Buffer slice = inner.resolve(body.inputs().get(position));
                step.add(bound(factory, List.of(outerInputs.get(position), index), slice));
            }
            step.add(inner.link(body.steps()));
            for (int i = 0; i < scan.emitted(); i++) {
                int position = scan.carries() + i;
                Buffer emitted = inner.resolve(body.outputs().get(position));
                addUpdate(position, emitted, scan.stackAxes().get(i));
            }
            for (int carry = 0; carry < scan.carries(); carry++) {
                TensorType type = body.inputs().get(carry).type();
                copy(step, inner.resolve(body.outputs().get(carry)), carryIn(carry), type);
                copy(after, carryIn(carry), outer.resolve(outputs.get(carry)), type);
            }
            step.add(bound(kernels.advance(), List.of(index, increment), index));
            return loop();
        }

        private Kernel loop() {
            Kernel first = outer.backend().link(before);
            Kernel each = outer.backend().link(step);
            Kernel last = outer.backend().link(after);
            int length = scan.length();
            return () -> {
                first.run();
                for (int i = 0; i < length; i++) {
                    each.run();
                }
                last.run();
            };
        }

        private void addHistory() {
            if (scan.history()) {
                for (int carry = 0; carry < scan.carries(); carry++) {
                    addUpdate(scan.carries() + scan.emitted() + carry, carryIn(carry), 0);
                }
            }
        }

        private void addUpdate(int output, Buffer slice, int axis) {
            Buffer whole = outer.resolve(outputs.get(output));
            KernelFactory factory = kernels.update(outputs.get(output).type(), axis);
            step.add(bound(factory, List.of(whole, slice, index), whole));
        }

        private Buffer carryIn(int carry) {
            return inner.resolve(body.inputs().get(carry));
        }

        private void copy(List<Kernel> to, Buffer source, Buffer target, TensorType type) {
            to.add(bound(kernels.copy(type), List.of(source), target));
        }

        private Kernel bound(KernelFactory factory, List<Buffer> operands, Buffer result) {
            Location nothing = new Location(new Location.InSlab(body.slabBytes()), TensorType.f32(0));
            return factory.bind(operands, List.of(result), inner.resolve(nothing));
        }
    }
}
