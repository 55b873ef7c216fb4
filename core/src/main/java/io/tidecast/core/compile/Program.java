package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plan with memory of its own, ready to run again and again. For one thread. */
public final class Program implements AutoCloseable {
    /** A value's memory and its type. */
    private record Port(Buffer buffer, TensorType type) {}

    private final String name;
    private final Backend backend;
    private final Buffer slab;
    private final Map<String, Port> inputs = new HashMap<>();
    private final Map<String, Port> outputs = new HashMap<>();
    private final Kernel kernel;

    Program(Plan plan, VariableStore variables) {
        name = plan.name();
        backend = plan.backend();
        slab = backend.allocate(Math.max(plan.memoryBytes(), Backend.ALIGNMENT));
        Frame frame = new Frame(backend, slab, 0, variables, List.of());
        for (StepPlan.PlacedConstant constant : plan.steps().constants()) {
            backend.upload(constant.value().segment(), frame.resolve(constant.location()));
        }
        plan.inputs()
                .forEach((label, location) -> inputs.put(label, new Port(frame.resolve(location), location.type())));
        plan.outputs()
                .forEach((label, location) -> outputs.put(label, new Port(frame.resolve(location), location.type())));
        kernel = frame.link(plan.steps().steps());
    }

    /**
     * Sets an input, which keeps its value until it is set again.
     *
     * @throws IllegalArgumentException if there is no such input or its type is another
     */
    public void set(String input, Tensor value) {
        Port port = port(inputs, input, "input");
        if (!port.type().equals(value.type())) {
            throw new IllegalArgumentException(
                    "input " + input + " of " + name + " is " + port.type() + ", not " + value.type());
        }
        backend.upload(value.segment(), port.buffer());
    }

    /** Sets an input from dense row-major memory of its type. */
    public void set(String input, MemorySegment value) {
        Port port = port(inputs, input, "input");
        checkSize(input, port, value);
        backend.upload(value, port.buffer());
    }

    /** Computes the outputs from the inputs and the variables, and then changes the variables. */
    public void run() {
        kernel.run();
    }

    /** Returns a copy of an output. */
    public Tensor get(String output) {
        Port port = port(outputs, output, "output");
        Tensor value = Tensor.zeros(port.type());
        backend.download(port.buffer(), value.segment());
        return value;
    }

    /** Copies an output to memory of as many bytes. */
    public void get(String output, MemorySegment target) {
        Port port = port(outputs, output, "output");
        checkSize(output, port, target);
        backend.download(port.buffer(), target);
    }

    /** Frees the program's memory; the variables stay. */
    @Override
    public void close() {
        slab.close();
    }

    private void checkSize(String label, Port port, MemorySegment memory) {
        if (memory.byteSize() != port.type().bytes()) {
            throw new IllegalArgumentException(label + " of " + name + " is " + port.type() + " of "
                    + port.type().bytes() + " bytes, not " + memory.byteSize());
        }
    }

    private Port port(Map<String, Port> ports, String label, String kind) {
        Port port = ports.get(label);
        if (port == null) {
            throw new IllegalArgumentException(
                    name + " has no " + kind + " named " + label + "; it has " + ports.keySet());
        }
        return port;
    }
}
