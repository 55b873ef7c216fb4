package io.tidecast.models.file;

import io.tidecast.core.type.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Carries a tensor's elements to or from a file's little-endian bytes, one piece of bounded size after the other. */
final class ElementBuffer {
    private static final int PIECE_BYTES = 1 << 16;

    private final Tensor tensor;
    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE_BYTES);
    private long done;

    ElementBuffer(Tensor tensor) {
        this.tensor = tensor;
    }

    boolean hasMore() {
        return done < tensor.type().bytes();
    }

    /** Returns the next piece of the tensor as a file holds it. */
    ByteBuffer nextFromTensor() {
        ByteBuffer piece = emptyPiece();
        MemorySegment file = MemorySegment.ofBuffer(piece);
        copy(tensor.segment(), done, ByteOrder.nativeOrder(), file, 0, ByteOrder.LITTLE_ENDIAN, file.byteSize());
        done += file.byteSize();
        return piece;
    }

    /** Returns a buffer to be filled with the next piece of a file, for {@link #nextToTensor}. */
    ByteBuffer emptyPiece() {
        return bytes.clear().limit((int) Math.min(PIECE_BYTES, tensor.type().bytes() - done));
    }

    /** Takes the piece that {@link #emptyPiece} gave and the caller has filled. */
    void nextToTensor(ByteBuffer filled) {
        MemorySegment file = MemorySegment.ofBuffer(filled.flip());
        copy(file, 0, ByteOrder.LITTLE_ENDIAN, tensor.segment(), done, ByteOrder.nativeOrder(), file.byteSize());
        done += file.byteSize();
    }

    private void copy(
            MemorySegment from,
            long fromOffset,
            ByteOrder fromOrder,
            MemorySegment to,
            long toOffset,
            ByteOrder toOrder,
            long byteCount) {
        int width = tensor.type().dtype().bytes();
        ValueLayout element = width == Long.BYTES ? ValueLayout.JAVA_LONG_UNALIGNED : ValueLayout.JAVA_INT_UNALIGNED;
        MemorySegment.copy(
                from,
                element.withOrder(fromOrder),
                fromOffset,
                to,
                element.withOrder(toOrder),
                toOffset,
                byteCount / width);
    }
}
