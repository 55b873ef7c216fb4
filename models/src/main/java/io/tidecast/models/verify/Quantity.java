package io.tidecast.models.verify;

/** What of a training step is held against the reference's. */
public enum Quantity {
    /** The batch's mean loss before the update. */
    LOSS("loss"),
    /** The loss's gradient by a parameter. */
    GRADIENT("gradient"),
    /** What the optimiser keeps for a parameter, after the update. */
    STATE("state"),
    /** A parameter after the update. */
    WEIGHTS("weights");

    private final String label;

    Quantity(String label) {
        this.label = label;
    }

    /** Returns the name in reports, in lower case. */
    public String label() {
        return label;
    }
}
