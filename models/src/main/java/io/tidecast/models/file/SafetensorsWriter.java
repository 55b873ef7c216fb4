package io.tidecast.models.file;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.Json.ObjectBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays tensors out in a file, the widest elements first so that all stand aligned, and writes it. */
final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    static void write(Path file, Safetensors content) {
        List<Map.Entry<String, Tensor>> laidOut = content.tensors().entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> -entry.getValue().type().dtype().bytes()))
                .toList();
        byte[] header = header(content, offsets(laidOut)).compact().getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(header.length, ALIGNMENT) * ALIGNMENT;
        if (padded > Safetensors.MAX_HEADER_BYTES) {
            throw new FailureException(file + ": its description would take " + padded
                    + " bytes; a model file has at most " + Safetensors.MAX_HEADER_BYTES + "; nothing was written");
        }
        ByteBuffer opening = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        opening.putLong(padded).put(header);
        while (opening.hasRemaining()) {
            opening.put((byte) ' ');
        }
        AtomicFile.write(file, channel -> {
            AtomicFile.writeFully(channel, opening.flip());
            for (Map.Entry<String, Tensor> entry : laidOut) {
                writeElements(channel, entry.getValue());
            }
        });
    }

    private static Map<String, Long> offsets(List<Map.Entry<String, Tensor>> laidOut) {
        Map<String, Long> offsets = HashMap.newHashMap(laidOut.size());
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : laidOut) {
            offsets.put(entry.getKey(), offset);
            offset += entry.getValue().type().bytes();
        }
        return offsets;
    }

    private static Json header(Safetensors content, Map<String, Long> offsets) {
        ObjectBuilder header = Json.object();
        ObjectBuilder metadata = Json.object();
        content.metadata().forEach(metadata::put);
        header.put(Safetensors.METADATA, metadata.build());
        content.tensors().forEach((name, tensor) -> {
            if (tensor.shape().rank() > Safetensors.MAX_RANK) {
                throw new IllegalArgumentException(
                        "tensor " + name + " has " + tensor.shape().rank() + " dimensions");
            }
            long begin = offsets.getOrDefault(name, 0L);
            header.put(
                    name,
                    Json.object()
                            .put("dtype", typeName(tensor.type().dtype()))
                            .put("shape", Json.wholes(tensor.shape().dims()))
                            .put(
                                    "data_offsets",
                                    Json.array(List.of(
                                            Json.of(begin),
                                            Json.of(begin + tensor.type().bytes()))))
                            .build());
        });
        return header.build();
    }

    private static String typeName(DType dtype) {
        return switch (dtype) {
            case F32 -> "F32";
            case F64 -> "F64";
            case I32 -> "I32";
        };
    }

    private static void writeElements(WritableByteChannel channel, Tensor tensor) throws IOException {
        ElementBuffer buffer = new ElementBuffer(tensor);
        while (buffer.hasMore()) {
            AtomicFile.writeFully(channel, buffer.nextFromTensor());
        }
    }
}
