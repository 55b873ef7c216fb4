package io.tidecast.models.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigViewTest {
    private static final ConfigView VIEW = new ConfigView(
            Map.of(
                    "name",
                    "rail",
                    "window",
                    56.0,
                    "scale",
                    0.5,
                    "back",
                    true,
                    "names",
                    List.of("a", "b"),
                    "numbers",
                    List.of(1, 2.5),
                    "inner",
                    Map.of("depth", 2),
                    "items",
                    List.of(Map.of("depth", 3)),
                    "infinite",
                    Double.POSITIVE_INFINITY),
            "the model");

    @Test
    void fieldsAreReadAsWhatTheyAre() {
        assertEquals("rail", VIEW.string("name"));
        assertEquals(56, VIEW.integer("window", 1, 100));
        assertEquals(0.5, VIEW.number("scale"));
        assertTrue(VIEW.bool("back"));
        assertEquals(List.of("a", "b"), VIEW.strings("names"));
        assertArrayEquals(new double[] {1, 2.5}, VIEW.numbers("numbers"));
        assertEquals(2, VIEW.map("inner").integer("depth", 0, 9));
        assertEquals(3, VIEW.maps("items").getFirst().integer("depth", 0, 9));
        assertEquals(Optional.empty(), VIEW.optionalString("absent"));
    }

    @Test
    void anythingElseIsAFaultWithItsPlace() {
        assertEquals(
                "the model: field 'window': found '56.0', expected a whole number from 1 to 10; the file is damaged or"
                        + " was not written by Tidecast",
                Faults.messageOf(() -> VIEW.integer("window", 1, 10)));
        assertTrue(Faults.messageOf(() -> VIEW.map("inner").string("depth"))
                .startsWith("the model.inner: field 'depth': found '2', expected a text"));
        assertTrue(Faults.messageOf(() -> VIEW.string("absent")).contains("found nothing"));
        assertTrue(Faults.messageOf(() -> VIEW.integer("scale", 0, 1)).contains("'0.5'"));
        assertTrue(Faults.messageOf(() -> VIEW.number("infinite")).contains("expected finite numbers"));
        assertTrue(Faults.messageOf(() -> VIEW.numbers("names")).contains("expected finite numbers"));
        assertTrue(Faults.messageOf(() -> VIEW.strings("numbers")).contains("expected a list of texts"));
        assertTrue(Faults.messageOf(() -> VIEW.maps("names")).contains("expected a configuration"));
        assertTrue(Faults.messageOf(() -> VIEW.bool("name")).contains("expected true or false"));
        assertTrue(Faults.messageOf(() -> VIEW.strings("name")).contains("expected a list"));
    }
}
