package io.tidecast.models.file;

import io.tidecast.core.error.InputException;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a safetensors file says it holds, after every statement was checked against the others and the file's length.
 *
 * @param entries the tensors, in the header's order
 * @param metadata the texts, in the header's order
 * @param dataBytes the length of all elements
 */
record SafetensorsHeader(List<Entry> entries, SequencedMap<String, String> metadata, long dataBytes) {

    /** A tensor's name and type, and where its elements stand, in bytes from the end of the header. */
    record Entry(String name, TensorType type, long begin, long end) {}

    private static final String REMEDY = "; the file is damaged: copy it again or train anew";

    static SafetensorsHeader parse(Path file, ByteBuffer header, long dataBytes) {
        if (header.get(0) != '{') {
            throw fault(file, "the header does not begin with {, so this is not a model file");
        }
        JsonView root = JsonView.read(file + ": header", decode(file, header));
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonView> field : root.fields().entrySet()) {
            if (field.getKey().equals(Safetensors.METADATA)) {
                field.getValue().fields().forEach((key, value) -> metadata.put(key, value.text()));
            } else {
                entries.add(entry(field.getKey(), field.getValue(), dataBytes));
            }
        }
        requireSeamless(file, entries, dataBytes);
        return new SafetensorsHeader(entries, metadata, dataBytes);
    }

    private static String decode(Path file, ByteBuffer header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": the header is not text in UTF-8" + REMEDY, e);
        }
    }

    private static Entry entry(String name, JsonView description, long dataBytes) {
        DType dtype = dtype(description.at("dtype"));
        Shape shape = shape(description.at("shape"), dtype);
        JsonView place = description.at("data_offsets");
        List<JsonView> offsets = place.items();
        if (offsets.size() != 2) {
            throw place.expected("the two offsets of its first byte and past its last" + REMEDY);
        }
        long begin = offsets.getFirst().whole(0, dataBytes);
        long end = offsets.getLast().whole(begin, dataBytes);
        TensorType type = new TensorType(dtype, shape);
        if (end - begin != type.bytes()) {
            throw new InputException(place.source() + ": " + place.path() + " span " + (end - begin)
                    + " bytes; expected " + type.bytes() + " for " + type + REMEDY);
        }
        return new Entry(name, type, begin, end);
    }

    private static DType dtype(JsonView named) {
        return switch (named.text()) {
            case "F32" -> DType.F32;
            case "F64" -> DType.F64;
            case "I32" -> DType.I32;
            default -> throw named.expected("F32, F64 or I32; convert the tensor first");
        };
    }

    private static Shape shape(JsonView described, DType dtype) {
        List<JsonView> items = described.items();
        if (items.size() > Safetensors.MAX_RANK) {
            throw described.expected("at most " + Safetensors.MAX_RANK + " dimensions");
        }
        int[] dims = described.wholes(0, Integer.MAX_VALUE);
        try {
            Shape shape = Shape.of(dims);
            if (shape.size() <= Integer.MAX_VALUE / dtype.bytes()) {
                return shape;
            }
        } catch (ArithmeticException e) {
            throw new InputException(tooLarge(described, dims), e);
        }
        throw new InputException(tooLarge(described, dims));
    }

    private static String tooLarge(JsonView described, int[] dims) {
        return described.source() + ": " + described.path() + " is " + Arrays.toString(dims)
                + "; expected a tensor of less than 2 GiB";
    }

    private static void requireSeamless(Path file, List<Entry> entries, long dataBytes) {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long reached = 0;
        for (Entry entry : ordered) {
            if (entry.begin() != reached) {
                String name = Excerpt.quoted(entry.name());
                throw fault(
                        file,
                        "tensor " + name + " begins at byte " + entry.begin() + " of the data; expected " + reached
                                + ", where the tensor before it ends" + REMEDY);
            }
            reached = entry.end();
        }
        if (reached != dataBytes) {
            throw fault(file, "the tensors end at byte " + reached + " of the data, the file at " + dataBytes + REMEDY);
        }
    }

    private static InputException fault(Path file, String what) {
        return new InputException(file + ": " + what);
    }
}
