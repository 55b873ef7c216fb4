package io.tidecast.backend.nd4j;

import io.tidecast.core.type.DType;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueConstantShapeBuffer;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/** Makes what a kernel hands to ND4J, once, when it is bound; all of it lives as long as the slab it is bound in. */
final class NativeScope {
    private final NativeLibrary library;
    private final Slab slab;

    NativeScope(NativeLibrary library, Slab slab) {
        this.library = library;
        this.slab = slab;
    }

    NativeLibrary library() {
        return library;
    }

    /** Returns a dense vector of floats over the first elements of a buffer. */
    NativeArray vector(Nd4jBuffer buffer, long size) {
        return vector(buffer, size, DType.F32);
    }

    NativeArray vector(Nd4jBuffer buffer, long size, DType dtype) {
        return array(buffer.segment(), NativeArray.number(dtype), new long[] {size}, new long[] {1}, 1);
    }

    /** Returns a dense row-major array of floats. */
    NativeArray dense(MemorySegment memory, long... extents) {
        long[] strides = new long[extents.length];
        long stride = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= extents[axis];
        }
        return array(memory, NativeArray.number(DType.F32), extents, strides, 1);
    }

    /** Returns an array whose neighbours along each axis lie a stride apart. */
    NativeArray strided(MemorySegment memory, DType dtype, long[] extents, long[] strides) {
        return array(memory, NativeArray.number(dtype), extents, strides, 0);
    }

    /** Returns a vector of truth values of one byte each. */
    NativeArray truths(Nd4jBuffer buffer, long size) {
        return array(buffer.segment(), NativeArray.BOOL, new long[] {size}, new long[] {1}, 1);
    }

    private NativeArray array(MemorySegment memory, int type, long[] extents, long[] strides, long elementStride) {
        long size = 1;
        for (long extent : extents) {
            size *= extent;
        }
        if (size == 0) {
            throw new IllegalArgumentException("ND4J is not to see an array without elements");
        }
        NativeOps operations = library.operations();
        Pointer first = operations.pointerForAddress(memory.address());
        OpaqueDataBuffer buffer = operations.dbCreateExternalDataBuffer(size, type, first, null);
        slab.keep(() -> operations.deleteDataBuffer(buffer));
        return new NativeArray(first, buffer, shape(operations, type, extents, strides, elementStride));
    }

    private static LongPointer shape(
            NativeOps operations, int type, long[] extents, long[] strides, long elementStride) {
        try (LongPointer dims = new LongPointer(extents);
                LongPointer steps = new LongPointer(strides)) {
            OpaqueConstantShapeBuffer shape =
                    operations.shapeBuffer(extents.length, dims, steps, type, 'c', elementStride, false);
            LongPointer content = new LongPointer(operations.getConstantShapeBufferPrimary(shape));
            operations.deleteConstantShapeBuffer(shape);
            return content;
        }
    }

    /** Returns the floats of a buffer as BLAS takes them. */
    FloatPointer floats(MemorySegment memory) {
        return new FloatPointer(library.operations().pointerForAddress(memory.address()));
    }

    /** Returns floats that do not change. */
    Nd4jBuffer constants(float... values) {
        Nd4jBuffer constants = Nd4jBuffer.slab((long) values.length * Float.BYTES);
        for (int i = 0; i < values.length; i++) {
            constants.set(i, values[i]);
        }
        slab.keep(constants::close);
        return constants;
    }

    /** Keeps something native as long as the slab. */
    void keep(Runnable release) {
        slab.keep(release);
    }
}
