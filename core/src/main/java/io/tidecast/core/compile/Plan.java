package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.TensorType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;

/** A compiled graph: which kernels run in what order, and where every value lies. Immutable; make programs from it. */
public final class Plan {
    private final Backend backend;
    private final String name;
    private final StepPlan steps;
    private final SequencedMap<String, Location> inputs;
    private final SequencedMap<String, Location> outputs;
    private final SequencedSet<Variable> variables;
    private final SequencedSet<String> decomposed;

    Plan(
            Backend backend,
            String name,
            StepPlan steps,
            SequencedMap<String, Location> inputs,
            SequencedMap<String, Location> outputs,
            SequencedSet<Variable> variables,
            SequencedSet<String> decomposed) {
        this.backend = backend;
        this.name = name;
        this.steps = steps;
        this.inputs = inputs;
        this.outputs = outputs;
        this.variables = variables;
        this.decomposed = decomposed;
    }

    /**
     * Makes a program for one thread.
     *
     * @param variables the memory of the variables that the graph reads and changes, on the backend of this plan; the
     *     program does not own it
     * @throws io.tidecast.core.error.DeviceMemoryException if the backend has too little memory left
     */
    public Program instantiate(VariableStore variables) {
        if (!variables.backend().equals(backend)) {
            throw new IllegalArgumentException("the variables lie on another backend than the plan is for");
        }
        return new Program(this, variables);
    }

    /** Returns what the graph was called. */
    public String name() {
        return name;
    }

    /** Returns the variables that a store must have. */
    public SequencedSet<Variable> variables() {
        return variables;
    }

    /** Returns the types of the inputs by name. */
    public SequencedMap<String, TensorType> inputTypes() {
        return types(inputs);
    }

    /** Returns the types of the outputs by name. */
    public SequencedMap<String, TensorType> outputTypes() {
        return types(outputs);
    }

    /** Returns how much memory a program takes beside the variables, in bytes. */
    public long memoryBytes() {
        return steps.slabBytes();
    }

    /** Returns the names of the composites for which the backend has no kernel of its own. */
    public SequencedSet<String> decomposed() {
        return decomposed;
    }

    /** Returns a report: how many kernels of each kind run, what was decomposed, how much memory is taken. */
    public String report() {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Step step : steps.steps()) {
            String kind = step.label().split(" in ", 2)[0];
            counts.merge((step instanceof LoopStep ? "loop " : "native ") + kind, 1, Integer::sum);
        }
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%s on %s: %d steps, %.1f KiB%n",
                name,
                backend.name(),
                steps.steps().size(),
                steps.slabBytes() / 1024.0));
        counts.forEach((kind, count) -> report.append(String.format(Locale.ROOT, "%5d × %s%n", count, kind)));
        decomposed.forEach(composite ->
                report.append("      decomposed ").append(composite).append('\n'));
        return report.toString();
    }

    Backend backend() {
        return backend;
    }

    StepPlan steps() {
        return steps;
    }

    SequencedMap<String, Location> inputs() {
        return inputs;
    }

    SequencedMap<String, Location> outputs() {
        return outputs;
    }

    private static SequencedMap<String, TensorType> types(SequencedMap<String, Location> locations) {
        SequencedMap<String, TensorType> types = new LinkedHashMap<>();
        locations.forEach((label, location) -> types.put(label, location.type()));
        return types;
    }
}
