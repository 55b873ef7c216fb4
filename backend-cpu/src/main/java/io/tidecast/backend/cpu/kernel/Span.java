package io.tidecast.backend.cpu.kernel;

/**
 * Where a value starts.
 *
 * @param array the memory
 * @param at index of the first element
 */
public record Span(float[] array, int at) {
    /** Returns the place so many elements further on. */
    public Span plus(int elements) {
        return new Span(array, at + elements);
    }
}
