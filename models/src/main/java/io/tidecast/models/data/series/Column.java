package io.tidecast.models.data.series;

import io.tidecast.models.data.ConfigView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One column of a series.
 *
 * @param name its name in the file
 * @param role what it is to a model
 * @param vocabulary the categories it may hold, in order; empty where it holds numbers
 */
public record Column(String name, Role role, Optional<List<String>> vocabulary) {
    /**
     * Makes a column of numbers.
     *
     * @param name its name in the file
     * @param role what it is to a model
     * @return the column
     */
    public static Column number(String name, Role role) {
        return new Column(name, role, Optional.empty());
    }

    /**
     * Makes a column of categories.
     *
     * @param name its name in the file
     * @param role what it is to a model
     * @param vocabulary the categories it may hold
     * @return the column
     */
    public static Column category(String name, Role role, List<String> vocabulary) {
        return new Column(name, role, Optional.of(List.copyOf(vocabulary)));
    }

    /**
     * Tells whether the column holds categories.
     *
     * @return whether its values are positions in a vocabulary
     */
    public boolean isCategory() {
        return vocabulary.isPresent();
    }

    Map<String, Object> toConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("role", role.name().toLowerCase(Locale.ROOT));
        vocabulary.ifPresent(categories -> config.put("categories", categories));
        return config;
    }

    static Column fromConfig(ConfigView config) {
        String name = config.string("name");
        String roleName = config.string("role");
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(roleName)) {
                return config.has("categories")
                        ? category(name, role, config.strings("categories"))
                        : number(name, role);
            }
        }
        throw config.fault("role", "target, input or known");
    }
}
