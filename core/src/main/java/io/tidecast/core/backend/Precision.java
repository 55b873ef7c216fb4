package io.tidecast.core.backend;

import java.util.Locale;

/**
 * How exactly matrix products and convolutions are computed; nothing else depends on it. Weights, activations and sums are
 * in single precision whatever is chosen: what is rounded are the two operands of each multiplication.
 */
public enum Precision {
    /** Operands as they are. */
    F32(24),

    /** Operands rounded to TensorFloat-32: the range of single precision, three digits. */
    TF32(11),

    /** Operands rounded to bfloat16: the range of single precision, two digits. */
    BF16(8);

    private final int significantBits;

    Precision(int significantBits) {
        this.significantBits = significantBits;
    }

    /** Returns the name by which people choose it, such as {@code tf32}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a backend's name, with this where it is not single: {@code cpu}, {@code cuda in tf32}. */
    public String of(String backend) {
        return this == F32 ? backend : backend + " in " + label();
    }

    /** Returns by how much of itself rounding changes an operand at most. */
    public double roundoff() {
        return Math.scalb(1.0, -significantBits);
    }
}
