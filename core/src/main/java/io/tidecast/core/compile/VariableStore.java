package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The memory of some variables on one backend. Programs bound to a store read and change it; two programs bound to one
 * store may not run at the same time. Stores may have variables in common that nothing changes any more, such as the
 * weights of a trained network: programs bound to different ones of these stores may run at the same time.
 */
public final class VariableStore implements AutoCloseable {
    private final Backend backend;
    private final Buffer slab;
    private final SequencedMap<Variable, Long> offsets = new LinkedHashMap<>();
    private final Optional<VariableStore> common;

    /**
     * Takes memory for variables, and fills it with zeros.
     *
     * @throws io.tidecast.core.error.DeviceMemoryException if the backend has not so much left
     * @throws IllegalArgumentException if two variables have one name
     */
    public VariableStore(Backend backend, Collection<Variable> variables) {
        this(backend, variables, Optional.empty());
    }

    /**
     * Takes memory for variables beside those of another store, and fills it with zeros.
     *
     * @param common its variables are read where this store has none of the name; nothing may change them any more, and it
     *     is to be closed after this store
     * @throws IllegalArgumentException if two variables have one name
     */
    public static VariableStore beside(VariableStore common, Collection<Variable> variables) {
        return new VariableStore(common.backend, variables, Optional.of(common));
    }

    private VariableStore(Backend backend, Collection<Variable> variables, Optional<VariableStore> common) {
        this.backend = backend;
        this.common = common;
        long end = 0;
        for (Variable variable : variables) {
            boolean nameTaken =
                    offsets.keySet().stream().anyMatch(other -> other.name().equals(variable.name()));
            if (nameTaken) {
                throw new IllegalArgumentException("two variables are named " + variable.name());
            }
            offsets.put(variable, end);
            end += MemoryPlanner.aligned(variable.type().bytes());
        }
        slab = backend.allocate(Math.max(end, Backend.ALIGNMENT));
        variables.forEach(variable -> set(variable, Tensor.zeros(variable.type())));
    }

    /** Returns how much memory some variables take together, in bytes. */
    public static long bytes(Collection<Variable> variables) {
        return variables.stream()
                .mapToLong(variable -> MemoryPlanner.aligned(variable.type().bytes()))
                .sum();
    }

    /** Returns the backend that holds the memory. */
    public Backend backend() {
        return backend;
    }

    /** Returns the variables of this store itself in the order they were given. */
    public SequencedSet<Variable> variables() {
        return Collections.unmodifiableSequencedSet(offsets.sequencedKeySet());
    }

    /** Returns a copy of a variable's value. */
    public Tensor get(Variable variable) {
        Tensor value = Tensor.zeros(variable.type());
        backend.download(view(variable, variable.type()), value.segment());
        return value;
    }

    /** Changes a variable's value. */
    public void set(Variable variable, Tensor value) {
        if (!value.type().equals(variable.type())) {
            throw new IllegalArgumentException("variable " + variable.name() + " of type " + variable.type()
                    + " cannot take a value of type " + value.type());
        }
        backend.upload(value.segment(), view(variable, variable.type()));
    }

    /** Returns copies of all values. */
    public SequencedMap<Variable, Tensor> snapshot() {
        SequencedMap<Variable, Tensor> values = new LinkedHashMap<>();
        offsets.keySet().forEach(variable -> values.put(variable, get(variable)));
        return values;
    }

    /** Changes the values of those variables that a snapshot has. */
    public void restore(SequencedMap<Variable, Tensor> values) {
        values.forEach(this::set);
    }

    /** Returns a variable's memory read as a type of as many bytes. */
    Buffer view(Variable variable, TensorType type) {
        Long offset = offsets.get(variable);
        if (offset == null && common.isPresent()) {
            return common.get().view(variable, type);
        }
        if (offset == null) {
            throw new IllegalArgumentException("the store has no variable " + variable.name());
        }
        return backend.view(slab, offset, type);
    }

    @Override
    public void close() {
        slab.close();
    }
}
