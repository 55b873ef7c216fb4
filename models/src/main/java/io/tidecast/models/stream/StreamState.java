package io.tidecast.models.stream;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.step.Steps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32C;

/**
 * All that a stream remembers of the rows so far. Immutable.
 *
 * <p>As bytes, little-endian: the eight letters {@code TIDESTRM}; the format's version, an int; the length of the model's
 * fingerprint in bytes, an int, and the fingerprint; the number of rows, a long; the number of values, an int, and the
 * values as floats, in the order of the network's layers; the CRC-32C of all that, an int.
 */
public final class StreamState {
    private static final byte[] MARK = "TIDESTRM".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int LEAST_BYTES = MARK.length + 4 * Integer.BYTES + Long.BYTES;

    private final String fingerprint;
    private final long rows;
    private final float[] values;

    private StreamState(String fingerprint, long rows, float[] values) {
        this.fingerprint = fingerprint;
        this.rows = rows;
        this.values = values;
    }

    static StreamState of(String fingerprint, Steps steps) {
        SequencedMap<Variable, Tensor> memory = steps.memory();
        float[] values = new float[size(memory)];
        int at = 0;
        for (Tensor value : memory.values()) {
            float[] part = value.floats();
            System.arraycopy(part, 0, values, at, part.length);
            at += part.length;
        }
        return new StreamState(fingerprint, steps.count(), values);
    }

    private static int size(SequencedMap<Variable, Tensor> memory) {
        return Math.toIntExact(memory.keySet().stream()
                .mapToLong(variable -> variable.type().size())
                .sum());
    }

    /** Returns how many rows the stream had taken. */
    public long rows() {
        return rows;
    }

    void requireOf(StreamingModel model) {
        if (!fingerprint.equals(model.fingerprint())) {
            throw new InputException("the state is of another model: found " + fingerprint + ", expected "
                    + model.fingerprint() + "; go on with the model that it was saved with, or begin anew");
        }
    }

    void restore(Steps steps) {
        SequencedMap<Variable, Tensor> memory = new LinkedHashMap<>(steps.memory());
        if (size(memory) != values.length) {
            throw new InputException("the state holds " + values.length + " values, expected " + size(memory)
                    + "; it is damaged, begin anew");
        }
        int at = 0;
        for (Tensor tensor : memory.values()) {
            for (long i = 0; i < tensor.type().size(); i++) {
                tensor.set(i, values[at++]);
            }
        }
        steps.restore(rows, memory);
    }

    /** Returns the state as bytes. */
    public byte[] toBytes() {
        byte[] name = fingerprint.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(LEAST_BYTES + name.length + Float.BYTES * values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MARK).putInt(VERSION).putInt(name.length).put(name).putLong(rows);
        bytes.putInt(values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return bytes.array();
    }

    /**
     * Makes a state of bytes.
     *
     * @param source where they come from, for messages
     * @throws InputException if they are none that {@link #toBytes} gave, or of a newer version
     */
    public static StreamState of(String source, byte[] given) {
        ByteBuffer bytes = ByteBuffer.wrap(given).order(ByteOrder.LITTLE_ENDIAN);
        if (given.length < LEAST_BYTES || !bytes.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK))) {
            throw new InputException(source + ": found " + given.length
                    + " bytes that are no state of a stream; expected what --state has saved; name another file");
        }
        int version = bytes.position(MARK.length).getInt();
        if (version < 1 || version > VERSION) {
            throw new InputException(source + ": written in version " + version
                    + " of its format; this program reads up to " + VERSION + "; use a newer Tidecast");
        }
        int body = given.length - Integer.BYTES;
        if (bytes.getInt(body) != checksum(given, body)) {
            throw damaged(source);
        }
        int nameLength = bytes.getInt();
        if (nameLength < 0 || nameLength > given.length - LEAST_BYTES) {
            throw damaged(source);
        }
        byte[] name = new byte[nameLength];
        long rows = bytes.get(name).getLong();
        int count = bytes.getInt();
        if (rows < 0 || count < 0 || bytes.position() + (long) Float.BYTES * count != body) {
            throw damaged(source);
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getFloat();
            if (!Float.isFinite(values[i])) {
                throw damaged(source);
            }
        }
        return new StreamState(new String(name, StandardCharsets.UTF_8), rows, values);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if there is none, or it is no state
     */
    public static StreamState read(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": there is no such file; expected what --state has saved", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage() + "; name another file", e);
        }
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws InputException if no file can be made there
     * @throws io.tidecast.core.error.FailureException if the disk is full
     */
    public void write(Path file) {
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(toBytes())));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static InputException damaged(String source) {
        return new InputException(source + ": the state is damaged; copy it again, or remove it to begin anew");
    }
}
