package io.tidecast.backend.cuda;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kernel is called with, in order. */
final class Arguments {
    private final List<ByteBuffer> values = new ArrayList<>();

    private Arguments() {}

    static Arguments of() {
        return new Arguments();
    }

    /** Adds a pointer to the beginning of a buffer. */
    Arguments pointer(CudaBuffer buffer) {
        return struct(new Struct().pointer(buffer));
    }

    /** Adds a pointer to the beginning of a buffer, or to nothing. */
    Arguments optional(@Nullable CudaBuffer buffer) {
        return buffer == null ? wide(0) : pointer(buffer);
    }

    /** Adds an {@code int}, or as many bits as one. */
    Arguments integer(int value) {
        return struct(new Struct().integer(value));
    }

    /** Adds some of the type {@code int}. */
    Arguments integers(int... values) {
        for (int value : values) {
            integer(value);
        }
        return this;
    }

    /** Adds a {@code long long}. */
    Arguments wide(long value) {
        return struct(new Struct().wide(value));
    }

    /** Adds a {@code float}. */
    Arguments real(float value) {
        return struct(new Struct().real(value));
    }

    /** Adds a structure that is passed by value. */
    Arguments struct(Struct struct) {
        values.add(struct.content());
        return this;
    }

    List<ByteBuffer> values() {
        return List.copyOf(values);
    }
}
