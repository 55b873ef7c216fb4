package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.Json.JsonNumber;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Json DOCUMENT = Json.object()
            .put("model", "conv-gru")
            .put("parameters", 5350L)
            .put("loss", 0.1)
            .put("rate", 0.001f)
            .put("best", true)
            .put("dilations", Json.wholes(1, 2, 4))
            .put("columns", Json.texts(List.of("rail \"a\"", "bus\n", "día")))
            .put(
                    "metrics",
                    Json.object().put("validation", Json.object().build()).build())
            .put("none", Json.array(List.of()))
            .build();

    @Test
    void writesOnOneLine() {
        assertEquals(
                "{\"model\":\"conv-gru\",\"parameters\":5350,\"loss\":0.1,\"rate\":0.001,\"best\":true,"
                        + "\"dilations\":[1,2,4],\"columns\":[\"rail \\\"a\\\"\",\"bus\\n\",\"día\"],"
                        + "\"metrics\":{\"validation\":{}},\"none\":[]}",
                DOCUMENT.compact());
    }

    @Test
    void writesForPeople() {
        assertEquals("""
                {
                  "model": "conv-gru",
                  "parameters": 5350,
                  "loss": 0.1,
                  "rate": 0.001,
                  "best": true,
                  "dilations": [1, 2, 4],
                  "columns": ["rail \\"a\\"", "bus\\n", "día"],
                  "metrics": {
                    "validation": {}
                  },
                  "none": []
                }
                """, DOCUMENT.indented());
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(DOCUMENT, JsonReader.read("test", DOCUMENT.compact()));
        assertEquals(DOCUMENT, JsonReader.read("test", DOCUMENT.indented()));
        assertEquals(
                DOCUMENT.compact(), JsonReader.read("test", DOCUMENT.indented()).compact());
    }

    @Test
    void numbersComeBackToTheBit() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            double wide = Double.longBitsToDouble(random.nextLong());
            float narrow = Float.intBitsToFloat(random.nextInt());
            if (Double.isFinite(wide)) {
                assertEquals(
                        wide, JsonView.read("test", Json.of(wide).compact()).number());
            }
            if (Float.isFinite(narrow)) {
                assertEquals(narrow, (float)
                        JsonView.read("test", Json.of(narrow).compact()).number());
            }
            long whole = random.nextLong();
            assertEquals(whole, JsonView.read("test", Json.of(whole).compact()).whole(Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    @Test
    void numbersAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals(
                    "[1234567.5,-0.0,1.0E-30]",
                    Json.numbers(1234567.5, -0.0, 1e-30).compact());
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatJsonCannotWrite(double value) {
        assertThrows(IllegalArgumentException.class, () -> Json.of(value));
        assertThrows(IllegalArgumentException.class, () -> Json.of((float) value));
        assertEquals("{}", Json.object().putFinite("mse", value).build().compact());
        assertEquals(
                "{\"mse\":0.5}", Json.object().putFinite("mse", 0.5).build().compact());
    }

    @Test
    void refusesTheSameFieldTwice() {
        assertThrows(
                IllegalArgumentException.class, () -> Json.object().put("a", 1L).put("a", 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "+1", "1.", ".5", "0x10", "NaN", "1e", "--1", "", "1 "})
    void refusesLiteralsThatAreNoNumbers(String literal) {
        assertThrows(IllegalArgumentException.class, () -> new JsonNumber(literal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}     | the name \"a\" stands twice",
                "[1,null]              | null; expected the field to be absent",
                "``                    | the JSON document is empty",
                "{\"a\":               | not valid JSON",
                "[1,2                  | not valid JSON",
                "{} {}                 | text after the end",
                "[1] x                 | not valid JSON",
                "[NaN]                 | not valid JSON",
                "[+1]                  | not valid JSON",
                "[01]                  | not valid JSON",
                "{'a':1}               | not valid JSON",
                "[1,]                  | not valid JSON",
                "// note               | not valid JSON",
            })
    void saysWhatIsWrongWithADocument(String text, String expected) {
        String e = Faults.ofInput(() -> JsonReader.read("m.json", text));
        assertTrue(e.startsWith("m.json, line 1, column ") && e.contains(expected), e);
        assertEquals(1, e.lines().count());
    }

    @Test
    void boundsDepthLengthAndNumberOfValues() {
        assertTooLarge("[".repeat(100_000));
        assertTooLarge("{\"a\":".repeat(100_000));
        assertTooLarge("[" + "1,".repeat(JsonReader.MAX_TOKENS) + "1]");
        assertTooLarge("[" + "9".repeat(100_000) + "]");
        assertTooLarge("\"" + "x".repeat(JsonReader.MAX_LENGTH) + "\"");
    }

    private static void assertTooLarge(String text) {
        String e = Faults.ofInput(() -> JsonReader.read("m.json", text));
        assertTrue(e.length() < 400, e);
    }

    @Test
    void keepsAndBoundsWhatCannotBeShown() {
        String e = Faults.ofInput(() -> JsonView.read("m.json", "\"a\\u001b[31m\\n" + "z".repeat(500) + '"')
                .whole(0, 1));
        assertEquals(
                "m.json: the document is the text \"a?[31m?" + "z".repeat(73)
                        + "…\"; expected a whole number from 0 to 1",
                e);
    }
}
