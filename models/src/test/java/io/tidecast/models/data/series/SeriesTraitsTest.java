package io.tidecast.models.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.series.SeriesTraits.Label;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SeriesTraitsTest {
    private static SeriesTraits traits(String label, List<String> values, int north, int south) {
        SequencedMap<String, List<Integer>> codes = new LinkedHashMap<>();
        codes.put("north", List.of(north));
        codes.put("south", List.of(south));
        return new SeriesTraits(List.of(new Label(label, values)), codes);
    }

    private static final SeriesTraits NAMES = traits("series", List.of("north", "south"), 0, 1);
    private static final SeriesTraits KINDS = traits("kind", List.of("rail"), 0, 0);

    @Test
    void comesBackFromItsConfiguration() {
        SeriesTraits both = NAMES.and(KINDS);
        assertEquals(List.of(1, 0), both.of("south"));
        assertEquals("series (2 values), kind (1 value)", both.words());
        assertEquals(both, SeriesTraits.fromConfig(new ConfigView(both.toConfig(), "file")));
        assertEquals(KINDS, SeriesTraits.NONE.and(KINDS));
        assertEquals(KINDS, KINDS.and(SeriesTraits.NONE));
        assertEquals(List.of(), SeriesTraits.NONE.of("whatever"));
    }

    @Test
    void anUnknownSeriesIsRefusedWithThoseThatAreKnown() {
        String message =
                assertThrows(InputException.class, () -> NAMES.of("nort")).getMessage();
        assertTrue(message.contains("'nort' is unknown"), message);
        assertTrue(message.contains("north, south"), message);
        assertThrows(InputException.class, () -> NAMES.and(NAMES));
    }

    @Test
    void damagedConfigurationsAreRefused() {
        for (Object codes : List.of(List.of(2), List.of(0.5), List.of(-1), List.of(), List.of(0, 0), "0")) {
            Map<String, Object> config = new HashMap<>(NAMES.toConfig());
            config.put("series", List.of(Map.of("name", "north", "codes", codes)));
            assertThrows(
                    InputException.class,
                    () -> SeriesTraits.fromConfig(new ConfigView(config, "file")),
                    codes::toString);
        }
        for (String field : List.of("labels", "series")) {
            Map<String, Object> config = new HashMap<>(NAMES.toConfig());
            config.put(field, List.of());
            assertThrows(InputException.class, () -> SeriesTraits.fromConfig(new ConfigView(config, "file")), field);
        }
    }
}
