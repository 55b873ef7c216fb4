package io.tidecast.models.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+3.5", ".5", "5.", "1e3", "-1.25E-07", "00012"})
    void decimalNumbersAreNumbers(String cell) {
        assertTrue(Cells.isNumber(cell));
        assertTrue(Cells.looksLikeValue(cell));
        assertTrue(Double.isFinite(Double.parseDouble(cell)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e5", "1e", "1e+", "1d", "2f", "0x1p3", "1,000", "1 2", "NaN", "Infinity", "٣"})
    void whatJavaAlsoReadsButFilesDoNotMeanIsNoNumber(String cell) {
        assertFalse(Cells.isNumber(cell));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "na", "N/A", "NaN", "nan", "NULL"})
    void missingCellsAreRecognised(String cell) {
        assertTrue(Cells.isMissing(cell));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "no", "nano", "-", "none"})
    void otherCellsAreNotMissing(String cell) {
        assertFalse(Cells.isMissing(cell));
    }

    @Test
    void timesLookLikeValuesAndNamesDoNot() {
        assertTrue(Cells.looksLikeValue("2016-07-01T05:00:00Z"));
        assertTrue(Cells.looksLikeValue("01/02/2001 14:00"));
        assertFalse(Cells.looksLikeValue("V1"));
        assertFalse(Cells.looksLikeValue("4th quarter"));
    }

    @Test
    void nearestNameNeedsFewChanges() {
        List<String> names = List.of("rail_boardings", "bus", "day_type");
        assertEquals(Optional.of("rail_boardings"), NearestName.of("rail_bordings", names));
        assertEquals(Optional.of("day_type"), NearestName.of("Day_Type", names));
        assertEquals(Optional.of("bus"), NearestName.of("bos", names));
        assertEquals(Optional.empty(), NearestName.of("temperature", names));
        assertEquals("; did you mean 'bus'?", NearestName.hint("buss", names));
        assertEquals("", NearestName.hint("temperature", names));
    }
}
