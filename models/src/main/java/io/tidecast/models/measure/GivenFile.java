package io.tidecast.models.measure;

import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A task as a safetensors file, for those who compute it by other means: what it starts from, and what came out of its
 * first run. The network's input is named {@value #INPUT} and what should come out {@value #TARGET}; weights have their
 * names after {@value #WEIGHT_OF}, and what came out is named as in {@link Outcome}.
 */
public final class GivenFile {
    /** The name of the input. */
    public static final String INPUT = "input";

    /** The name of what should come out. */
    public static final String TARGET = "target";

    /** What the names of weights begin with. */
    public static final String WEIGHT_OF = "weight of ";

    private GivenFile() {}

    /**
     * Runs a task once, and writes it.
     *
     * @param backend what computes it
     */
    public static void write(Path file, Task task, BackendContestant backend) {
        Given given = Given.of(task);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(INPUT, given.input());
        tensors.put(TARGET, given.target());
        given.weights().forEach((variable, value) -> tensors.put(WEIGHT_OF + variable.name(), value));
        try (Entry entry = backend.ways(task).getFirst().open().get()) {
            tensors.putAll(entry.first().values());
        }
        Safetensors.of(tensors, Map.of("task", task.name(), "backend", backend.name()))
                .write(file);
    }
}
