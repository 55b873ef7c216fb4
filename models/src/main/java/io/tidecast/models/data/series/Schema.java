package io.tidecast.models.data.series;

import io.tidecast.models.data.ConfigView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a series: first the targets, which are numbers, then the inputs, then those known ahead.
 *
 * @param columns in that order, with at least one target
 */
public record Schema(List<Column> columns) {
    /** Checks the order. */
    public Schema {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        Role previous = Role.TARGET;
        for (Column column : columns) {
            if (column.role().compareTo(previous) < 0) {
                throw new IllegalArgumentException("targets come first, then inputs, then known columns: " + columns);
            }
            if (column.role() == Role.TARGET && column.isCategory()) {
                throw new IllegalArgumentException("a target holds numbers: " + column.name());
            }
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("a column stands twice: " + column.name());
            }
            previous = column.role();
        }
        if (columns.isEmpty() || columns.getFirst().role() != Role.TARGET) {
            throw new IllegalArgumentException("there is no target");
        }
    }

    /**
     * The schema of a single column of numbers.
     *
     * @param target its name
     * @return one target
     */
    public static Schema ofTarget(String target) {
        return new Schema(List.of(Column.number(target, Role.TARGET)));
    }

    /**
     * Counts the columns.
     *
     * @return how many there are
     */
    public int size() {
        return columns.size();
    }

    /**
     * Counts the targets, which are the columns 0 to that number.
     *
     * @return how many there are, at least 1
     */
    public int targets() {
        return with(Role.TARGET).size();
    }

    /**
     * Lists the columns of a role.
     *
     * @param role the role
     * @return its columns in order
     */
    public List<Column> with(Role role) {
        return columns.stream().filter(column -> column.role() == role).toList();
    }

    /**
     * Lists the names of a role's columns.
     *
     * @param role the role
     * @return the names in order
     */
    public List<String> names(Role role) {
        return with(role).stream().map(Column::name).toList();
    }

    List<Map<String, Object>> toConfig() {
        return columns.stream().map(Column::toConfig).toList();
    }

    static Schema fromConfig(ConfigView owner, String field) {
        List<Column> columns = new ArrayList<>();
        for (ConfigView column : owner.maps(field)) {
            columns.add(Column.fromConfig(column));
        }
        try {
            return new Schema(columns);
        } catch (IllegalArgumentException e) {
            throw owner.fault(field, "columns of which the first is a target (" + e.getMessage() + ")");
        }
    }
}
