package io.tidecast.backend.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A plain structure as C lays it out, written field by field. */
final class Struct {
    private static final int FIRST_CAPACITY = 64;

    private ByteBuffer bytes = order(ByteBuffer.allocate(FIRST_CAPACITY));
    private int alignment = 1;

    private static ByteBuffer order(ByteBuffer buffer) {
        return buffer.order(ByteOrder.nativeOrder());
    }

    /** Adds fields of the type {@code int}. */
    Struct integers(int... values) {
        for (int value : values) {
            place(Integer.BYTES).putInt(value);
        }
        return this;
    }

    /** Adds a field of the type {@code int}. */
    Struct integer(int value) {
        place(Integer.BYTES).putInt(value);
        return this;
    }

    /** Adds a field of the type {@code long long}. */
    Struct wide(long value) {
        place(Long.BYTES).putLong(value);
        return this;
    }

    /** Adds a field of the type {@code float}. */
    Struct real(float value) {
        place(Float.BYTES).putFloat(value);
        return this;
    }

    /** Adds a pointer. */
    Struct pointer(CudaBuffer buffer) {
        return wide(buffer.address().value());
    }

    /** Returns a copy of all fields so far, with what C adds behind the last one. */
    ByteBuffer content() {
        int size = Math.ceilDiv(bytes.position(), alignment) * alignment;
        ByteBuffer content = ByteBuffer.allocate(size);
        content.put(0, bytes.array(), 0, bytes.position());
        return content;
    }

    private ByteBuffer place(int size) {
        int start = Math.ceilDiv(bytes.position(), size) * size;
        if (start + size > bytes.capacity()) {
            ByteBuffer larger = order(ByteBuffer.allocate(2 * bytes.capacity()));
            larger.put(bytes.flip());
            bytes = larger;
        }
        alignment = Math.max(alignment, size);
        return bytes.position(start);
    }
}
