package io.tidecast.models.forecast;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.Json.JsonArray;
import io.tidecast.models.file.Json.JsonFlag;
import io.tidecast.models.file.Json.JsonNumber;
import io.tidecast.models.file.Json.JsonObject;
import io.tidecast.models.file.Json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations of plain values as JSON, and back. */
final class ConfigJson {
    private ConfigJson() {}

    /** Returns the document that holds a configuration: texts, numbers, flags, lists and maps of those. */
    static Json of(Object value) {
        return switch (value) {
            case String text -> Json.of(text);
            case Boolean flag -> Json.of(flag);
            case Integer whole -> Json.of(whole.longValue());
            case Long whole -> Json.of(whole);
            case Double number -> Json.of(number);
            case List<?> items -> Json.array(items.stream().map(ConfigJson::of).toList());
            case Map<?, ?> fields -> {
                Json.ObjectBuilder object = Json.object();
                fields.forEach((name, field) -> object.put(name.toString(), of(field)));
                yield object.build();
            }
            default -> throw new IllegalArgumentException("not a plain value: " + value.getClass());
        };
    }

    /**
     * Returns a configuration that nothing is believed of yet.
     *
     * @param where names the document for messages
     */
    static ConfigView view(Json document, String where) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (document instanceof JsonObject object) {
            object.fields().forEach((name, field) -> fields.put(name, plain(field)));
        }
        return new ConfigView(fields, where);
    }

    private static Object plain(Json value) {
        return switch (value) {
            case JsonText(String text) -> text;
            case JsonFlag(boolean flag) -> flag;
            case JsonNumber(String literal) -> number(literal);
            case JsonArray(List<Json> items) ->
                items.stream().map(ConfigJson::plain).toList();
            case JsonObject object -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                object.fields().forEach((name, field) -> fields.put(name, plain(field)));
                yield fields;
            }
        };
    }

    private static Double number(String literal) {
        return Double.valueOf(literal);
    }
}
