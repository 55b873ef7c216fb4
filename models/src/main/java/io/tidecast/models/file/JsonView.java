package io.tidecast.models.file;

import io.tidecast.core.error.InputException;
import io.tidecast.models.file.Json.JsonArray;
import io.tidecast.models.file.Json.JsonFlag;
import io.tidecast.models.file.Json.JsonNumber;
import io.tidecast.models.file.Json.JsonObject;
import io.tidecast.models.file.Json.JsonText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, read with expectations.
 *
 * <p>What is not as expected becomes an {@link InputException} that says in which document and at which path, what was
 * found and what was expected.
 *
 * @param source what the document is, such as a file's name
 * @param path where the value stands, such as {@code training.stages[2].rate}; empty at the root
 * @param value what stands there
 */
public record JsonView(String source, String path, Json value) {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    /** Reads a text, see {@link JsonReader#read}, and stands at its root. */
    public static JsonView read(String source, String text) {
        return new JsonView(source, "", JsonReader.read(source, text));
    }

    /**
     * The value of a field.
     *
     * @throws InputException when this is not an object or has no such field
     */
    public JsonView at(String field) {
        return find(field)
                .orElseThrow(() -> new InputException(source + ": " + below(field) + " is missing; "
                        + (object().fields().isEmpty()
                                ? "the object is empty"
                                : "found "
                                        + Excerpt.of(String.join(
                                                ", ", object().fields().keySet())))));
    }

    /**
     * The value of a field that may be absent.
     *
     * @throws InputException when this is not an object
     */
    public Optional<JsonView> find(String field) {
        return Optional.ofNullable(object().fields().get(field))
                .map(found -> new JsonView(source, below(field), found));
    }

    /**
     * The fields of this object, in order.
     *
     * @throws InputException when this is not an object
     */
    public SequencedMap<String, JsonView> fields() {
        SequencedMap<String, JsonView> fields = new LinkedHashMap<>();
        object().fields().forEach((name, field) -> fields.put(name, new JsonView(source, below(name), field)));
        return fields;
    }

    /**
     * The items of this array, in order.
     *
     * @throws InputException when this is not an array
     */
    public List<JsonView> items() {
        if (!(value instanceof JsonArray(List<Json> items))) {
            throw expected("an array");
        }
        List<JsonView> views = new ArrayList<>(items.size());
        for (Json item : items) {
            views.add(new JsonView(source, path + '[' + views.size() + ']', item));
        }
        return views;
    }

    /**
     * This text.
     *
     * @throws InputException when this is not a text
     */
    public String text() {
        if (!(value instanceof JsonText(String text))) {
            throw expected("a text");
        }
        return text;
    }

    /**
     * This text as the constant of that name, in whatever case.
     *
     * @throws InputException when this is not a text or names no constant
     */
    public <E extends Enum<E>> E choice(Class<E> type) {
        String text = text();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw expected("one of " + Arrays.toString(type.getEnumConstants()));
    }

    /**
     * This flag.
     *
     * @throws InputException when this is neither true nor false
     */
    public boolean flag() {
        if (!(value instanceof JsonFlag(boolean flag))) {
            throw expected("true or false");
        }
        return flag;
    }

    /**
     * This whole number.
     *
     * @param low the least that is accepted
     * @param high the most that is accepted
     * @throws InputException when this is not a whole number of that range
     */
    public long whole(long low, long high) {
        if (value instanceof JsonNumber(String literal)
                && WHOLE.matcher(literal).matches()) {
            BigInteger whole = new BigInteger(literal);
            if (whole.compareTo(BigInteger.valueOf(low)) >= 0 && whole.compareTo(BigInteger.valueOf(high)) <= 0) {
                return whole.longValueExact();
            }
        }
        throw expected(range(low, high));
    }

    /**
     * This whole number.
     *
     * @param low the least that is accepted
     * @param high the most that is accepted
     * @throws InputException when this is not a whole number of that range
     */
    public int whole(int low, int high) {
        return Math.toIntExact(whole((long) low, (long) high));
    }

    /**
     * This number, the nearest double to its digits.
     *
     * @throws InputException when this is not a number that a double can hold
     */
    public double number() {
        if (value instanceof JsonNumber(String literal)) {
            double number = Double.parseDouble(literal);
            if (Double.isFinite(number)) {
                return number;
            }
        }
        throw expected("a finite number");
    }

    /**
     * The numbers of this array.
     *
     * @throws InputException when this is not an array of finite numbers
     */
    public double[] numbers() {
        return items().stream().mapToDouble(JsonView::number).toArray();
    }

    /**
     * The whole numbers of this array.
     *
     * @throws InputException when this is not an array of whole numbers of that range
     */
    public int[] wholes(int low, int high) {
        return items().stream().mapToInt(item -> item.whole(low, high)).toArray();
    }

    /**
     * The texts of this array.
     *
     * @throws InputException when this is not an array of texts
     */
    public List<String> texts() {
        return items().stream().map(JsonView::text).toList();
    }

    /** The fault of this value not being as expected, for callers who expect more than a kind. */
    public InputException expected(String expectation) {
        return new InputException(source + ": " + (path.isEmpty() ? "the document" : path) + " is " + value.describe()
                + "; expected " + expectation);
    }

    private JsonObject object() {
        if (!(value instanceof JsonObject object)) {
            throw expected("an object");
        }
        return object;
    }

    private String below(String field) {
        return path.isEmpty() ? Excerpt.of(field) : path + '.' + Excerpt.of(field);
    }

    private static String range(long low, long high) {
        return "a whole number from " + low + " to " + high;
    }
}
