package io.tidecast.models.file;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.type.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The content of a safetensors file: named tensors and a text for each of some keys.
 *
 * <p>The format: eight bytes of header length, little-endian; a header in JSON that gives each tensor's element type,
 * shape and place; the elements, little-endian and row-major. Of its element types F32, F64 and I32 are written and
 * read. Files are read back by any reader of the format; nothing in a file is believed before it is checked.
 *
 * @param tensors the tensors by name, in the order of the header
 * @param metadata the texts by key, in the order of the header
 */
public record Safetensors(SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {

    /** The longest header that is written or read, in bytes. */
    public static final int MAX_HEADER_BYTES = JsonReader.MAX_LENGTH;

    /** The most dimensions of a tensor that is written or read. */
    public static final int MAX_RANK = 16;

    static final String METADATA = "__metadata__";

    /** Keeps both maps from being changed; the tensors themselves are shared. */
    public Safetensors {
        tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
    }

    /** Puts tensors and texts together, in the maps' orders. */
    public static Safetensors of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        return new Safetensors(new LinkedHashMap<>(tensors), new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a file whole.
     *
     * @throws InputException when there is no such file, when it is not a safetensors file, or when a length, a name, a
     *     type, a shape or an offset in it is not as the format says
     * @throws FailureException when the disk fails
     */
    public static Safetensors read(Path file) {
        return SafetensorsReader.read(file);
    }

    /**
     * Writes a file, whole or not at all, see {@link AtomicFile}. The same content makes the same bytes.
     *
     * @throws InputException when no file can be made there
     * @throws FailureException when the disk is full, or when the header would be longer than is read
     * @throws IllegalArgumentException when a tensor has the name kept for the texts, or too many dimensions
     */
    public void write(Path file) {
        SafetensorsWriter.write(file, this);
    }
}
