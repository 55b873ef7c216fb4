package io.tidecast.backend.cpu.kernel;

import java.lang.foreign.MemorySegment;

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
        return at == other.at && MemorySegment.ofArray(array).equals(MemorySegment.ofArray(other.array));
    }

    /** Returns the place so many elements further on. */
    public Span plus(int elements) {
        return new Span(array, at + elements);
    }
}
