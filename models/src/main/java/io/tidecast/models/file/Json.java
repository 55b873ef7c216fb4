package io.tidecast.models.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * One value of a JSON document, immutable.
 *
 * <p>Null is not among the values: a field that does not apply is absent. Neither are NaN and the infinities, which
 * JSON cannot write.
 */
public sealed interface Json {

    /** Named values, in the order they were put; a name occurs once. */
    record JsonObject(SequencedMap<String, Json> fields) implements Json {
        /** Copies the fields. */
        public JsonObject {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    /** Values in order. */
    record JsonArray(List<Json> items) implements Json {
        /** Copies the items. */
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /** A text. */
    record JsonText(String value) implements Json {}

    /** A number as it is written, so that reading and writing a document changes no digit. */
    record JsonNumber(String literal) implements Json {
        /**
         * Checks the literal.
         *
         * @throws IllegalArgumentException when JSON has no such number
         */
        public JsonNumber {
            if (!JsonGrammar.isNumber(literal)) {
                throw new IllegalArgumentException("JSON has no number " + literal + "; leave the field out");
            }
        }
    }

    /** True or false. */
    record JsonFlag(boolean value) implements Json {}

    /** Wraps a text. */
    static Json of(String value) {
        return new JsonText(value);
    }

    /** Wraps a whole number. */
    static Json of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /**
     * Wraps a number by its shortest digits that read back to the same float.
     *
     * @throws IllegalArgumentException when it is NaN or infinite
     */
    static Json of(float value) {
        return new JsonNumber(Float.toString(value));
    }

    /**
     * Wraps a number by its shortest digits that read back to the same double.
     *
     * @throws IllegalArgumentException when it is NaN or infinite
     */
    static Json of(double value) {
        return new JsonNumber(Double.toString(value));
    }

    /** Wraps true or false. */
    static Json of(boolean value) {
        return new JsonFlag(value);
    }

    /** Wraps values in order. */
    static Json array(List<? extends Json> items) {
        return new JsonArray(List.copyOf(items));
    }

    /** Wraps texts in order. */
    static Json texts(List<String> values) {
        return new JsonArray(values.stream().map(Json::of).toList());
    }

    /**
     * Wraps numbers in order.
     *
     * @throws IllegalArgumentException when one is NaN or infinite
     */
    static Json numbers(double... values) {
        List<Json> items = new ArrayList<>(values.length);
        for (double value : values) {
            items.add(of(value));
        }
        return new JsonArray(items);
    }

    /** Wraps whole numbers in order. */
    static Json wholes(int... values) {
        List<Json> items = new ArrayList<>(values.length);
        for (int value : values) {
            items.add(of(value));
        }
        return new JsonArray(items);
    }

    /** Starts an object. */
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /** This document on one line, without spaces. */
    default String compact() {
        return JsonWriter.compact(this);
    }

    /** This document for people: one field a line, indented by two spaces, ending with a newline. */
    default String indented() {
        return JsonWriter.indented(this);
    }

    /** What kind of value this is, with the value where it is short, for messages. */
    default String describe() {
        return switch (this) {
            case JsonObject object -> "an object of " + object.fields().size() + " fields";
            case JsonArray array -> "an array of " + array.items().size();
            case JsonText text -> "the text " + Excerpt.quoted(text.value());
            case JsonNumber number -> "the number " + Excerpt.of(number.literal());
            case JsonFlag flag -> String.format(Locale.ROOT, "%b", flag.value());
        };
    }

    /** Collects the fields of an object in order. */
    final class ObjectBuilder {
        private final LinkedHashMap<String, Json> fields = new LinkedHashMap<>();

        private ObjectBuilder() {}

        /**
         * Adds a field.
         *
         * @throws IllegalArgumentException when the name is there already
         */
        public ObjectBuilder put(String name, Json value) {
            if (fields.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("field " + name + " is there already");
            }
            return this;
        }

        /** Adds a text. */
        public ObjectBuilder put(String name, String value) {
            return put(name, of(value));
        }

        /** Adds a whole number. */
        public ObjectBuilder put(String name, long value) {
            return put(name, of(value));
        }

        /**
         * Adds a number.
         *
         * @throws IllegalArgumentException when it is NaN or infinite
         */
        public ObjectBuilder put(String name, float value) {
            return put(name, of(value));
        }

        /**
         * Adds a number.
         *
         * @throws IllegalArgumentException when it is NaN or infinite
         */
        public ObjectBuilder put(String name, double value) {
            return put(name, of(value));
        }

        /** Adds true or false. */
        public ObjectBuilder put(String name, boolean value) {
            return put(name, of(value));
        }

        /** Adds a number, or nothing when it is NaN or infinite: a field that does not apply is absent. */
        public ObjectBuilder putFinite(String name, double value) {
            return Double.isFinite(value) ? put(name, value) : this;
        }

        /** The object with the fields so far. */
        public JsonObject build() {
            return new JsonObject(fields);
        }
    }
}
