package io.tidecast.models.data.table;

/** Takes a file's rows one after the other. */
@FunctionalInterface
public interface RowConsumer {
    /**
     * Takes one row; it may be kept.
     *
     * @param row the next row that is not blank
     */
    void accept(Row row);
}
