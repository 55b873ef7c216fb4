package io.tidecast.models.forecast;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.FormatMarker;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.file.Safetensors;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a safetensors file of some model holds: weights, and in the metadata a document that tells the rest.
 *
 * @param file where it was read from
 * @param configuration the document
 * @param tensors by name, none of them checked
 */
public record ModelContent(Path file, JsonView configuration, Map<String, Tensor> tensors) {
    private static final String CONFIGURATION = "tidecast";

    /** Returns whether a file says that it is of a format. */
    public static boolean isOf(FormatMarker format, Path file) {
        return format.format().equals(Safetensors.read(file).metadata().get("format"));
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws InputException if no file can be made there
     * @throws io.tidecast.core.error.FailureException if the disk is full
     */
    public static void write(
            Path file, FormatMarker format, Json configuration, SequencedMap<Variable, Tensor> weights) {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        format.mark(metadata);
        metadata.put(CONFIGURATION, configuration.compact());
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((variable, value) -> tensors.put(variable.name(), value));
        new Safetensors(tensors, metadata).write(file);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is missing, damaged, of another format or from a newer version
     */
    public static ModelContent read(Path file, FormatMarker format) {
        Safetensors stored = Safetensors.read(file);
        format.require(file.toString(), stored.metadata());
        String text = Optional.ofNullable(stored.metadata().get(CONFIGURATION))
                .orElseThrow(() -> new InputException(
                        file + ": has no metadata '" + CONFIGURATION + "'; expected a model that Tidecast wrote"));
        return new ModelContent(file, JsonView.read(file + ": metadata " + CONFIGURATION, text), stored.tensors());
    }

    /**
     * Returns a value for each of a network's variables.
     *
     * @throws InputException if one is missing, of another type or not finite, or there are others
     */
    public SequencedMap<Variable, Tensor> weights(Network network) {
        return StoredWeights.of(file, network, tensors);
    }
}
