package io.tidecast.models.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.series.SeriesTraits.Label;
import io.tidecast.models.data.series.SeriesTraits.OfSeries;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SeriesTraitsTest {
    private static SeriesTraits traits(String label, List<String> values, int north, int south) {
        SequencedMap<String, OfSeries> series = new LinkedHashMap<>();
        series.put("north", new OfSeries(List.of(north), List.of()));
        series.put("south", new OfSeries(List.of(south), List.of()));
        return new SeriesTraits(List.of(new Label(label, values)), List.of(), series);
    }

    private static SeriesTraits areas(double north, double south) {
        SequencedMap<String, OfSeries> series = new LinkedHashMap<>();
        series.put("north", new OfSeries(List.of(), List.of(north)));
        series.put("south", new OfSeries(List.of(), List.of(south)));
        return new SeriesTraits(List.of(), List.of("area"), series);
    }

    private static final SeriesTraits NAMES = traits("series", List.of("north", "south"), 0, 1);
    private static final SeriesTraits KINDS = traits("kind", List.of("rail"), 0, 0);

    @Test
    void comesBackFromItsConfiguration() {
        SeriesTraits all = NAMES.and(KINDS).and(areas(-1, 1));
        assertEquals(new OfSeries(List.of(1, 0), List.of(1.0)), all.of("south"));
        assertEquals("series (2 values), kind (1 value), area (a number)", all.words());
        assertEquals(List.of("series", "kind", "area"), all.names());
        assertEquals(all, SeriesTraits.fromConfig(new ConfigView(all.toConfig(), "file")));
        assertEquals(KINDS, SeriesTraits.NONE.and(KINDS));
        assertEquals(KINDS, KINDS.and(SeriesTraits.NONE));
        assertEquals(new OfSeries(List.of(), List.of()), SeriesTraits.NONE.of("whatever"));
    }

    @Test
    void aConfigurationFromBeforeThereWereNumbersStillSpeaks() {
        Map<String, Object> config = new HashMap<>(NAMES.toConfig());
        config.remove("numbers");
        assertEquals(NAMES, SeriesTraits.fromConfig(new ConfigView(config, "file")));
    }

    @Test
    void anUnknownSeriesIsRefusedWithThoseThatAreKnown() {
        String message =
                assertThrows(InputException.class, () -> NAMES.of("nort")).getMessage();
        assertTrue(message.contains("'nort' is unknown"), message);
        assertTrue(message.contains("north, south"), message);
        assertThrows(InputException.class, () -> NAMES.and(NAMES));
        assertThrows(InputException.class, () -> areas(-1, 1).and(areas(-1, 1)));
    }

    @Test
    void damagedConfigurationsAreRefused() {
        for (Object codes : List.of(List.of(2), List.of(0.5), List.of(-1), List.of(), List.of(0, 0), "0")) {
            Map<String, Object> config = new HashMap<>(NAMES.toConfig());
            config.put("series", List.of(Map.of("name", "north", "codes", codes, "numbers", List.of())));
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
