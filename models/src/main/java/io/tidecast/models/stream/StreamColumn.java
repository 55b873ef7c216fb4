package io.tidecast.models.stream;

import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Role;

/**
 * What a value of a row is.
 *
 * @param column the column that it belongs to
 * @param ahead how many steps after the row's own time it is of: 1 to the horizon for what is known ahead, else 0
 */
public record StreamColumn(Column column, int ahead) {
    /** Returns such as {@code bus}, or {@code day+3} for what is known three steps ahead. */
    public String name() {
        return column.role() == Role.KNOWN ? column.name() + "+" + ahead : column.name();
    }
}
