package io.tidecast.backend.cpu.kernel;

/** Where a value starts. */
public final class Span {
    private final float[] array;
    private final int at;

    /**
     * Names a place.
     *
     * @param array the memory
     * @param at index of the first element
     */
    public Span(float[] array, int at) {
        this.array = array;
        this.at = at;
    }

    /** Returns the memory. */
    public float[] array() {
        return array;
    }

    /** Returns the index of the first element. */
    public int at() {
        return at;
    }

    /** Returns whether both are one place. */
    public boolean liesWhere(Span other) {
        return array == other.array && at == other.at;
    }

    /** Returns the place so many elements further on. */
    public Span plus(int elements) {
        return new Span(array, at + elements);
    }
}
