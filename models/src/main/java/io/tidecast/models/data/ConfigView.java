package io.tidecast.models.data;

import io.tidecast.core.error.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored configuration that is not trusted: every access checks that the field is there and of the right kind.
 *
 * @param fields names with strings, numbers, booleans, lists and maps
 * @param where names the configuration for messages, such as {@code the model's scaling}
 */
public record ConfigView(Map<String, ?> fields, String where) {
    /**
     * Reads a text.
     *
     * @param name the field
     * @return its value
     * @throws InputException if it is absent or no text
     */
    public String string(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw fault(name, "a text");
    }

    /**
     * Reads a text that may be absent.
     *
     * @param name the field
     * @return its value, or empty
     * @throws InputException if it is there and no text
     */
    public Optional<String> optionalString(String name) {
        return fields.get(name) == null ? Optional.empty() : Optional.of(string(name));
    }

    /**
     * Reads a whole number within bounds.
     *
     * @param name the field
     * @param least the least accepted
     * @param greatest the greatest accepted
     * @return its value
     * @throws InputException if it is absent, no whole number or out of bounds
     */
    public int integer(String name, int least, int greatest) {
        if (fields.get(name) instanceof Number number) {
            double value = number.doubleValue();
            if (value == StrictMath.rint(value) && value >= least && value <= greatest) {
                return (int) value;
            }
        }
        throw fault(name, "a whole number from " + least + " to " + greatest);
    }

    /**
     * Reads a finite number.
     *
     * @param name the field
     * @return its value
     * @throws InputException if it is absent or no finite number
     */
    public double number(String name) {
        return finite(name, fields.get(name));
    }

    /**
     * Reads a truth value.
     *
     * @param name the field
     * @return its value
     * @throws InputException if it is absent or neither true nor false
     */
    public boolean bool(String name) {
        if (fields.get(name) instanceof Boolean value) {
            return value;
        }
        throw fault(name, "true or false");
    }

    /**
     * Reads a list of texts.
     *
     * @param name the field
     * @return its values
     * @throws InputException if it is absent or holds anything else
     */
    public List<String> strings(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw fault(name, "a list of texts");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /**
     * Reads a list of finite numbers.
     *
     * @param name the field
     * @return its values
     * @throws InputException if it is absent or holds anything else
     */
    public double[] numbers(String name) {
        List<?> items = list(name);
        double[] numbers = new double[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = finite(name, items.get(i));
        }
        return numbers;
    }

    /**
     * Reads a nested configuration.
     *
     * @param name the field
     * @return a view of it
     * @throws InputException if it is absent or no configuration
     */
    public ConfigView map(String name) {
        return viewOf(name, fields.get(name));
    }

    /**
     * Reads a list of nested configurations.
     *
     * @param name the field
     * @return views of them
     * @throws InputException if it is absent or holds anything else
     */
    public List<ConfigView> maps(String name) {
        List<ConfigView> views = new ArrayList<>();
        for (Object item : list(name)) {
            views.add(viewOf(name, item));
        }
        return List.copyOf(views);
    }

    /**
     * Tells whether a field is there.
     *
     * @param name the field
     * @return whether it has a value
     */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /**
     * Words a fault of one field.
     *
     * @param name the field
     * @param expected what should stand there
     * @return the fault, to be thrown
     */
    public InputException fault(String name, String expected) {
        Object found = fields.get(name);
        String shown = found == null ? "nothing" : "'" + abbreviated(found.toString()) + "'";
        return new InputException(where + ": field '" + name + "': found " + shown + ", expected " + expected
                + "; the file is damaged or was not written by Tidecast");
    }

    private List<?> list(String name) {
        if (fields.get(name) instanceof List<?> items) {
            return items;
        }
        throw fault(name, "a list");
    }

    private double finite(String name, @Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw fault(name, "finite numbers");
    }

    private ConfigView viewOf(String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> nested)) {
            throw fault(name, "a configuration");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        nested.forEach((key, item) -> {
            if (key != null && item != null) {
                copy.put(key.toString(), item);
            }
        });
        return new ConfigView(copy, where + "." + name);
    }

    private static String abbreviated(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
