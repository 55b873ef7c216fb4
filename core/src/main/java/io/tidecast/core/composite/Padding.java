package io.tidecast.core.composite;

/** What a convolution sees before the first step. */
public enum Padding {
    /** Nothing: outputs exist only where the whole kernel lies on the input. */
    VALID,
    /** Zeros to the left, so that an output sees its own step and earlier ones only. */
    CAUSAL
}
