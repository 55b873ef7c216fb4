package io.tidecast.backend.cuda;

/**
 * A divisor as kernels divide by it, by a product and a shift: see {@code divider.cuh}.
 *
 * @param value at least 1
 */
record Divider(int value) {
    private static final int WORD = 32;

    /** Adds its fields to a structure. */
    void addTo(Struct struct) {
        int shift = WORD - Integer.numberOfLeadingZeros(value - 1);
        long multiplier = (((1L << shift) - value) << WORD) / value + 1;
        struct.integers(value, (int) multiplier, shift);
    }
}
