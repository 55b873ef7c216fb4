package io.tidecast.models.data.window;

/**
 * The scaling of one column: {@code scaled = (value − offset) / scale}.
 *
 * @param offset finite
 * @param scale finite and greater than 0
 */
public record Affine(double offset, double scale) {
    /** Leaves values as they are. */
    public static final Affine IDENTITY = new Affine(0, 1);

    /** Checks the numbers. */
    public Affine {
        if (!Double.isFinite(offset) || !Double.isFinite(scale) || scale <= 0) {
            throw new IllegalArgumentException("offset " + offset + ", scale " + scale);
        }
    }

    /**
     * Scales a value.
     *
     * @param value as in the file
     * @return as the model sees it
     */
    public double scaled(double value) {
        return (value - offset) / scale;
    }

    /**
     * Takes the scaling back.
     *
     * @param scaled as the model sees it
     * @return as in the file
     */
    public double unscaled(double scaled) {
        return scaled * scale + offset;
    }
}
