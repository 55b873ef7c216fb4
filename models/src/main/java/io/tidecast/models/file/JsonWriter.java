package io.tidecast.models.file;

import io.tidecast.models.file.Json.JsonArray;
import io.tidecast.models.file.Json.JsonFlag;
import io.tidecast.models.file.Json.JsonNumber;
import io.tidecast.models.file.Json.JsonObject;
import io.tidecast.models.file.Json.JsonText;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes a JSON document as text, the same in every locale and on every system. */
final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriter() {}

    static String compact(Json document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(document, generator);
        }
        return text.toString();
    }

    static String indented(Json document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(new Indented(), text)) {
            write(document, generator);
        }
        return text.append('\n').toString();
    }

    private static void write(Json value, JsonGenerator generator) {
        switch (value) {
            case JsonObject object -> {
                generator.writeStartObject();
                for (Map.Entry<String, Json> field : object.fields().entrySet()) {
                    generator.writeName(field.getKey());
                    write(field.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case JsonArray array -> {
                generator.writeStartArray();
                array.items().forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case JsonText text -> generator.writeString(text.value());
            case JsonNumber number -> generator.writeNumber(number.literal());
            case JsonFlag flag -> generator.writeBoolean(flag.value());
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayElementSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator(""))
                    .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter())
                    .withObjectIndenter(lines);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
