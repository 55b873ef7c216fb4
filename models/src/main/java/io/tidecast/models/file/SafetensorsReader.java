package io.tidecast.models.file;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.SafetensorsHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Reads a safetensors file; memory is asked for only after the lengths have been held against the file's own. */
final class SafetensorsReader {
    private final Path file;
    private final FileChannel channel;

    private SafetensorsReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Safetensors read(Path file) {
        if (!Files.exists(file)) {
            throw new InputException(file + ": there is no such file; expected a model file");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": is not a file; expected a model file");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return new SafetensorsReader(file, channel).read();
        } catch (AccessDeniedException e) {
            throw new InputException(file + ": may not be read: permission denied; change its permissions", e);
        } catch (IOException e) {
            throw new FailureException(file + ": reading failed: " + e.getMessage(), e);
        }
    }

    private Safetensors read() throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw fault((size == 0 ? "the file is empty" : "the file has " + size + " bytes")
                    + "; expected a safetensors file, which begins with 8 bytes of header length");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(length);
        long headerLength = length.flip().getLong();
        if (headerLength < 2 || headerLength > Safetensors.MAX_HEADER_BYTES) {
            throw fault("the header is said to have " + Long.toUnsignedString(headerLength) + " bytes; expected 2 to "
                    + Safetensors.MAX_HEADER_BYTES + ", so this is not a model file");
        }
        if (headerLength > size - Long.BYTES) {
            throw fault("the header is said to have " + headerLength + " bytes, but the file has only "
                    + (size - Long.BYTES) + " more; it was cut off or is not a model file; copy it again");
        }
        ByteBuffer headerBytes = ByteBuffer.allocate((int) headerLength);
        fill(headerBytes);
        SafetensorsHeader header = SafetensorsHeader.parse(file, headerBytes.flip(), size - Long.BYTES - headerLength);
        return new Safetensors(tensors(header, Long.BYTES + headerLength), header.metadata());
    }

    private SequencedMap<String, Tensor> tensors(SafetensorsHeader header, long dataStart) throws IOException {
        long memory = Runtime.getRuntime().maxMemory();
        if (header.dataBytes() > memory) {
            throw fault("holds " + header.dataBytes() + " bytes of tensors, more than the memory of " + memory
                    + " bytes; start with a larger -Xmx");
        }
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : header.entries()) {
            Tensor tensor = Tensor.zeros(entry.type());
            channel.position(dataStart + entry.begin());
            ElementBuffer buffer = new ElementBuffer(tensor);
            while (buffer.hasMore()) {
                ByteBuffer piece = buffer.emptyPiece();
                fill(piece);
                buffer.nextToTensor(piece);
            }
            tensors.put(entry.name(), tensor);
        }
        return tensors;
    }

    private void fill(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw fault("the file became shorter while it was read; try again when nothing writes to it");
            }
        }
    }

    private InputException fault(String what) {
        return new InputException(file + ": " + what);
    }
}
