package io.tidecast.models.file;

import io.tidecast.core.error.InputException;
import io.tidecast.models.file.Json.JsonArray;
import io.tidecast.models.file.Json.JsonNumber;
import io.tidecast.models.file.Json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON document from a text that may be hostile: its depth, its length and its number of values are bounded. */
public final class JsonReader {
    /** The deepest nesting that is read. */
    public static final int MAX_DEPTH = 64;

    /** The longest document that is read, in characters. */
    public static final int MAX_LENGTH = 16 << 20;

    /** The most names, values and brackets that are read. */
    public static final int MAX_TOKENS = 1_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_LENGTH)
                    .maxNameLength(MAX_LENGTH)
                    .maxNumberLength(400)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build();

    private final String source;
    private final JsonParser parser;

    private JsonReader(String source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /**
     * Reads one document.
     *
     * @param source what the text is, such as a file's name; messages begin with it
     * @param text the document, nothing before or after it
     * @throws InputException when the text is not one JSON document, when a name occurs twice in an object, when there
     *     is a null, or when the document is longer or deeper than the limits
     */
    public static Json read(String source, String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InputException(source + ": a JSON document of " + text.length() + " characters; expected at most "
                    + MAX_LENGTH + "; is this the right file?");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(source, parser).document();
        } catch (StreamConstraintsException e) {
            throw new InputException(
                    source + place(e.getLocation()) + ": a JSON document too large or too deep: "
                            + Excerpt.of(e.getOriginalMessage()),
                    e);
        } catch (JacksonException e) {
            throw new InputException(
                    source + place(e.getLocation()) + ": not valid JSON: " + Excerpt.of(e.getOriginalMessage())
                            + "; restore the file from where it came",
                    e);
        }
    }

    private Json document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw fault("the JSON document is empty");
        }
        Json document = value(first);
        if (parser.nextToken() != null) {
            throw fault("text after the end of the JSON document");
        }
        return document;
    }

    private Json value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> Json.of(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> Json.of(true);
            case VALUE_FALSE -> Json.of(false);
            case VALUE_NULL -> throw fault("null; expected the field to be absent instead");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw fault("unexpected " + token);
        };
    }

    private Json object() {
        LinkedHashMap<String, Json> fields = new LinkedHashMap<>();
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            String name = parser.currentName();
            if (fields.putIfAbsent(name, value(next())) != null) {
                throw fault("the name " + Excerpt.quoted(name) + " stands twice in one object");
            }
        }
        return new JsonObject(fields);
    }

    private Json array() {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(value(token));
        }
        return new JsonArray(items);
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw fault("the JSON document ends early");
        }
        return token;
    }

    private InputException fault(String what) {
        return new InputException(source + place(parser.currentLocation()) + ": " + what);
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
