package io.tidecast.models.net;

import io.tidecast.core.type.TensorType;

/** What the steps of a network's sequences hold. */
public sealed interface Signal {
    /**
     * Numbers: F32 {@code [count, steps, batch]}.
     *
     * @param count how many there are at each step
     */
    record Channels(int count) implements Signal {
        @Override
        public int channels() {
            return count;
        }

        @Override
        public TensorType type(int steps, int batch) {
            return TensorType.f32(count, steps, batch);
        }
    }

    /**
     * One of some classes at each step: I32 {@code [steps, batch]}.
     *
     * @param classes how many classes there are; codes count from 0
     */
    record Codes(int classes) implements Signal {
        @Override
        public int channels() {
            return 1;
        }

        @Override
        public TensorType type(int steps, int batch) {
            return TensorType.i32(steps, batch);
        }
    }

    /** Returns how many numbers or codes stand at each step. */
    int channels();

    /** Returns the type of sequences that are computed together. */
    TensorType type(int steps, int batch);
}
