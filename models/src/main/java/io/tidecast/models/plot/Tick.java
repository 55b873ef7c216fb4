package io.tidecast.models.plot;

/**
 * A labelled place on an axis.
 *
 * @param value where it stands
 * @param label what stands there
 * @param context what the label is part of and has just begun, such as the year of a month; empty where that goes on
 */
record Tick(double value, String label, String context) {
    Tick(double value, String label) {
        this(value, label, "");
    }
}
