package io.tidecast.models.data.series;

/** What a column is to a model. */
public enum Role {
    /** Is forecast, and read up to now. */
    TARGET,
    /** Is read up to now. */
    INPUT,
    /** Is known ahead: is read at the times that are forecast. */
    KNOWN
}
