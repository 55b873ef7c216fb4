package io.tidecast.models.data.series;

/** How a file lays out its series. */
public enum Layout {
    /** Each row is one time; columns are targets and inputs; a column may name the series. */
    TABLE,
    /** Each row is one time; each column is a series of its own. */
    COLUMNS,
    /** Each row is a series: its name, then its values; blank cells at the end end it. */
    ROWS
}
