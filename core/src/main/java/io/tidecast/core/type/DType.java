package io.tidecast.core.type;

/** The type of a tensor's elements. */
public enum DType {
    /** IEEE 754 single precision. */
    F32(4, true),
    /** IEEE 754 double precision. */
    F64(8, true),
    /** Signed 32-bit integers: labels, codes and indices. */
    I32(4, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns whether elements are floating-point numbers, and so have gradients. */
    public boolean isFloating() {
        return floating;
    }
}
