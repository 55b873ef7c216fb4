package io.tidecast.models.data.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.Faults;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeColumnTest {
    private final List<String> warnings = new ArrayList<>();

    /** The letters are those of {@link java.time.format.DateTimeFormatter}, with XXX for an offset from UTC. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2019-03-31 | 2019-03-31T00:00 | yyyy-MM-dd",
                "2019-03-31 14:05 | 2019-03-31T14:05 | yyyy-MM-dd HH:mm",
                "2019-03-31 14:05:09 | 2019-03-31T14:05:09 | yyyy-MM-dd HH:mm:ss",
                "2019-03-31T14:05:09.250 | 2019-03-31T14:05:09.250 | yyyy-MM-ddTHH:mm:ss.SSS",
                "2019-03-31T14:05:09Z | 2019-03-31T14:05:09 | yyyy-MM-ddTHH:mm:ssXXX",
                "2019-03-31T14:05Z | 2019-03-31T14:05 | yyyy-MM-ddTHH:mmXXX",
                "2019/03/31 | 2019-03-31T00:00 | yyyy/MM/dd",
                "2019-03 | 2019-03-01T00:00 | yyyy-MM",
                "20190331 | 2019-03-31T00:00 | yyyyMMdd",
                "20190331 07:00 | 2019-03-31T07:00 | yyyyMMdd HH:mm",
                "03/31/2019 | 2019-03-31T00:00 | MM/dd/yyyy",
                "31/03/2019 09:30 | 2019-03-31T09:30 | dd/MM/yyyy HH:mm",
                "31.03.2019 | 2019-03-31T00:00 | dd.MM.yyyy",
                "31-03-2019 | 2019-03-31T00:00 | dd-MM-yyyy",
                "3/31/2019 | 2019-03-31T00:00 | M/d/yyyy",
            })
    void readsAndWritesTheCommonFormats(String cell, LocalDateTime expected, String pattern) {
        TimeColumn column = read(cell);
        assertEquals(TimeFormat.micros(expected), column.at(0));
        assertEquals(pattern, column.format().pattern());
        assertEquals(cell, column.format().text(column.at(0)));
        assertEquals(List.of(), warnings);
    }

    @Test
    void offsetsAreTakenToUtc() {
        TimeColumn column = read("2019-03-31T01:30:00+01:00", "2019-03-31T03:30:00+02:00");
        assertEquals(TimeFormat.micros(LocalDateTime.of(2019, 3, 31, 0, 30)), column.at(0));
        assertEquals(TimeStep.HOUR, column.at(1) - column.at(0));
        assertEquals("2019-03-31T00:30:00Z", column.format().text(column.at(0)));
        assertEquals(
                TimeStep.HOUR,
                read("2019-03-31 01:00+0000").at(0)
                        - read("2019-03-31 01:00+0100").at(0));
    }

    @Test
    void wholeNumbersAreStepsDatesSecondsOrMilliseconds() {
        assertEquals(TimeFormat.Kind.STEPS, read("1", "2", "-3").format().kind());
        assertEquals(
                TimeFormat.Kind.STEPS, read("20190101", "20190199").format().kind());
        assertEquals(TimeFormat.Kind.STEPS, read("2001", "2002").format().kind());
        assertEquals("yyyyMMdd", read("20190131", "20190201").format().pattern());
        TimeColumn seconds = read("1546300800", "1546304400");
        TimeColumn milliseconds = read("1546300800000", "1546304400000");
        assertEquals(TimeFormat.micros(LocalDateTime.of(2019, 1, 1, 0, 0)), seconds.at(0));
        assertEquals(seconds.at(1), milliseconds.at(1));
        assertEquals("1546304400", seconds.format().text(seconds.at(1)));
        assertEquals("1546304400000", milliseconds.format().text(seconds.at(1)));
    }

    @Test
    void theWholeColumnTellsMonthsFromDays() {
        assertEquals(
                "MM/dd/yyyy",
                read("01/02/2019", "01/03/2019", "01/13/2019").format().pattern());
        assertEquals(
                "dd/MM/yyyy",
                read("01/02/2019", "01/03/2019", "13/03/2019").format().pattern());
        assertEquals(List.of(), warnings);
    }

    @Test
    void evenStepsTellMonthsFromDaysWhereNoCellDoes() {
        TimeColumn column = read("01/10/2018", "01/11/2018", "01/12/2018", "01/01/2019");
        assertEquals("dd/MM/yyyy", column.format().pattern());
        assertEquals(List.of(), warnings);
    }

    @Test
    void whatStaysAmbiguousIsSaid() {
        TimeColumn column = read("01/02/2019", "02/03/2019", "05/07/2019");
        assertEquals("MM/dd/yyyy", column.format().pattern());
        assertEquals(
                List.of("a.csv: column 'day' can be read as MM/dd/yyyy or dd/MM/yyyy; read as MM/dd/yyyy (name the"
                        + " right one with --time-format)"),
                warnings);
    }

    @Test
    void aGivenPatternIsObeyed() {
        TimeFormat format = TimeFormat.given("DD/MM/YYYY hh:mm a");
        assertEquals(
                TimeFormat.micros(LocalDateTime.of(2019, 2, 1, 15, 0)),
                format.parse("01/02/2019 03:00 PM").orElseThrow());
        assertEquals(
                TimeFormat.micros(LocalDateTime.of(2019, 2, 1, 0, 0)),
                TimeFormat.given("dd MMM yyyy").parse("01 feb 2019").orElseThrow());
        assertTrue(TimeFormat.given("dd/MM/yyyy").parse("31/02/2019").isEmpty());
        String message = Faults.messageOf(() -> TimeFormat.given("dd/{"));
        assertTrue(message.startsWith("--time-format 'dd/{': "), message);
        assertTrue(message.endsWith("; expected a pattern such as dd.MM.yyyy HH:mm"), message);
    }

    @Test
    void aCellThatIsNoTimeIsAFaultWithItsPlace() {
        assertFault(
                "line 2: found 'soon', expected a time such as 2019-01-31, 2019-01-31 14:00, 01/31/2019 or a whole"
                        + " number; name its pattern with --time-format, such as 'dd MMM yyyy'",
                "soon");
        assertFault(
                "line 3: found '2019-02-30', expected a time written as yyyy-MM-dd; correct the cell, or name the"
                        + " pattern with --time-format",
                "2019-02-28",
                "2019-02-30");
        assertFault(
                "line 4: found '2019-01-03', expected a time written as MM/dd/yyyy; correct the cell, or name the"
                        + " pattern with --time-format",
                "01/01/2019",
                "01/02/2019",
                "2019-01-03");
        assertFault(
                "line 3: found 'x', expected a time written as whole numbers; correct the cell, or name the pattern"
                        + " with --time-format",
                "1",
                "x");
    }

    @Test
    void aFormatSurvivesAModelFile() {
        for (String cell : List.of("17", "1546300800", "1546300800000", "2019-03-31T14:05:09Z", "31.03.2019 07:00")) {
            TimeColumn column = read(cell);
            TimeFormat restored = restored(column.format().toConfig());
            assertEquals(column.at(0), restored.parse(cell).orElseThrow());
            assertEquals(cell, restored.text(column.at(0)));
        }
        TimeFormat given = TimeFormat.given("dd MMM yyyy");
        assertEquals(given.parse("01 Feb 2019"), restored(given.toConfig()).parse("01 Feb 2019"));
        assertEquals(
                "the model: field 'kind': found 'lunar', expected steps, seconds, milliseconds, detected or given; the"
                        + " file is damaged or was not written by Tidecast",
                Faults.messageOf(() -> restored(Map.of("kind", "lunar", "date", "", "clock", ""))));
        assertThrows(InputException.class, () -> restored(Map.of("kind", "detected", "date", "{", "clock", "")));
    }

    private static TimeFormat restored(Map<String, Object> config) {
        return TimeFormat.fromConfig(new ConfigView(config, "the model"));
    }

    private void assertFault(String message, String... cells) {
        assertEquals(message, Faults.messageOf(() -> read(cells)));
    }

    private TimeColumn read(String... cells) {
        return TimeColumn.read(
                Arrays.asList(cells),
                Optional.empty(),
                cell -> "line " + (cell + 2),
                "a.csv: column 'day'",
                warnings::add);
    }
}
