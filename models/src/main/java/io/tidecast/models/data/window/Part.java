package io.tidecast.models.data.window;

/** A part of the data, in order of time. */
public enum Part {
    /** What weights and scaling are fitted on. */
    TRAIN("training"),
    /** What decides when to stop and which weights to keep. */
    VALIDATION("validation"),
    /** What nothing is decided on. */
    TEST("test");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    /**
     * Names the part for a person.
     *
     * @return training, validation or test
     */
    public String label() {
        return label;
    }
}
