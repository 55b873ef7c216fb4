package io.tidecast.backend.nd4j;

import io.tidecast.core.type.DType;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * What ND4J's operations take for an array: where it lies, and what shape it has.
 *
 * @param pointer the first element
 * @param buffer the memory, which ND4J does not own
 * @param shape extents, strides and element type as ND4J encodes them; ND4J keeps one for each that it ever saw
 */
record NativeArray(Pointer pointer, OpaqueDataBuffer buffer, LongPointer shape) {
    /** ND4J's number of its type of truth values, of one byte each. */
    static final int BOOL = 1;

    private static final int FLOAT = 5;
    private static final int DOUBLE = 6;
    private static final int INT = 9;

    /** Returns ND4J's number of an element type. */
    static int number(DType dtype) {
        return switch (dtype) {
            case F32 -> FLOAT;
            case F64 -> DOUBLE;
            case I32 -> INT;
        };
    }
}
