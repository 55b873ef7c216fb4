package io.tidecast.models.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.Faults;
import io.tidecast.models.data.table.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {
    private static final SeriesOptions RIDES = SeriesOptions.of(Layout.TABLE)
            .withTime("day")
            .withColumns(List.of("rail"), List.of("bus"), List.of("type"));

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void readsTargetsInputsAndKnownColumns() throws IOException {
        SeriesSet set = read("type,bus,day,rail\nW,5,2019-01-01,10\nU,6,2019-01-02,11\nW,7,2019-01-03,12\n", RIDES);
        assertEquals(
                List.of(
                        Column.number("rail", Role.TARGET),
                        Column.number("bus", Role.INPUT),
                        Column.category("type", Role.KNOWN, List.of("U", "W"))),
                set.schema().columns());
        Series series = set.get(0);
        assertArrayEquals(new double[] {10, 11, 12}, column(series, 0));
        assertArrayEquals(new double[] {5, 6, 7}, column(series, 1));
        assertArrayEquals(new double[] {1, 0, 1}, column(series, 2));
        assertEquals("2019-01-04", series.timeline().text(3));
        assertEquals("1 day", set.step().describe());
        assertEquals(List.of(), warnings);
    }

    @Test
    void sortsRowsAndDropsExactDuplicates() throws IOException {
        SeriesSet set = read(
                "day,rail,bus,type\n2019-01-03,12,7,W\n2019-01-01,10,5,W\n2019-01-03,12,7,W\n2019-01-02,11,6,U\n",
                RIDES);
        assertArrayEquals(new double[] {10, 11, 12}, column(set.get(0), 0));
        assertEquals(
                List.of(
                        set.source() + ": the rows are not in order of time; sorted",
                        set.source() + ": 1 exact duplicate row dropped"),
                warnings);
    }

    @Test
    void conflictingDuplicatesAreAFaultWithBothLines() throws IOException {
        assertFault(
                "day,rail,bus,type\n2019-01-01,10,5,W\n2019-01-02,11,6,U\n2019-01-01,10,9,W\n",
                RIDES,
                ":4: a second, different row for 2019-01-01, which stands on line 2; keep one of them, or name the"
                        + " column that tells series apart with --series");
    }

    @Test
    void unevenStepsAreAFaultWithTheFirstGap() throws IOException {
        assertFault(
                "day,rail,bus,type\n2019-01-01,1,5,W\n2019-01-02,2,5,W\n2019-01-05,3,5,W\n2019-01-06,3,5,W\n",
                RIDES,
                ":4: uneven steps: 2019-01-05 follows 2019-01-02 (line 3) by 3 days, the usual step is 1 day; add the"
                        + " missing rows, pass --fill to repeat the rows before them, or leave out --time to take"
                        + " rows as even steps");
    }

    @Test
    void gapsAndMissingCellsAreFilledOnlyWhenAsked() throws IOException {
        String text = """
                day,rail,bus,type
                2019-01-01,1,,W
                2019-01-02,2,5,W
                2019-01-05,NA,6,U
                2019-01-06,4,7,U
                2019-01-07,5,8,U
                """;
        SeriesSet set = read(text, RIDES.withFill());
        assertArrayEquals(new double[] {1, 2, 2, 2, 2, 4, 5}, column(set.get(0), 0));
        assertArrayEquals(new double[] {Double.NaN, 5, 5, 5, 6, 7, 8}, column(set.get(0), 1));
        assertEquals(
                List.of(
                        set.source() + ": 2 missing rows filled with the rows before them",
                        set.source() + ": missing cells: 1 in column 'rail' (the first on line 4), 1 in column 'bus'"
                                + " (the first on line 2); filled with the values before them, but for 1 that have"
                                + " none; windows over those are left out"),
                warnings);
        assertFault(
                "day,rail,bus,type\n2019-01-01,1,,W\n2019-01-02,2,,W\n2019-01-03,,6,U\n",
                RIDES,
                ": missing cells: 1 in column 'rail' (the first on line 4), 2 in column 'bus' (the first on line 2);"
                        + " expected a value in each; correct the file, or pass --fill to repeat the values before"
                        + " them");
    }

    @Test
    void gapsThatCannotBeFilledAreFaults() throws IOException {
        assertTrue(fault("""
                        day,rail,bus,type
                        2019-01-01,1,1,W
                        2019-01-02,2,5,W
                        2019-01-03 05:00,3,6,U
                        2019-01-04,3,6,U
                        2019-01-05,3,6,U
                        """, RIDES.withFill()).contains("which is not a whole number of steps away"));
        assertTrue(fault("day,rail,bus,type\n1919-01-01,1,1,W\n2019-01-02,2,5,W\n2019-01-03,3,6,U\n", RIDES.withFill())
                .contains("more rows would have to be filled than there are"));
    }

    @Test
    void textInANumbersColumnIsAFault() throws IOException {
        assertTrue(fault("day,rail,bus,type\n2019-01-01,1,1,W\n2019-01-02,2,abc,W\n", RIDES)
                .contains(":3: column 'bus': found 'abc', expected a number"));
        assertTrue(fault("day,rail,bus,type\n2019-01-01,many,1,W\n2019-01-02,few,5,W\n", RIDES)
                .contains(":2: column 'rail': found 'many', expected a number"));
    }

    @Test
    void numbersMayBeNamedCategories() throws IOException {
        SeriesSet set =
                read("day,rail,bus,type\n1,10,1,2\n2,11,2,10\n3,12,3,2\n", RIDES.withCategories(List.of("type")));
        assertEquals(
                Optional.of(List.of("10", "2")), set.schema().columns().get(2).vocabulary());
        assertArrayEquals(new double[] {1, 0, 1}, column(set.get(0), 2));
    }

    @Test
    void aModelKnowsItsCategories() throws IOException {
        SeriesFormat format = read("day,rail,bus,type\n2019-01-01,1,1,W\n2019-01-02,2,2,U\n", RIDES)
                .format();
        Path later = write("day,rail,bus,type\n2019-02-01,1,1,U\n2019-02-02,2,2,U\n");
        SeriesSet set = SeriesReader.read(later, format, TableOptions.detect(), false, warnings::add);
        assertArrayEquals(new double[] {0, 0}, column(set.get(0), 2));
        Path unknown = write("day,rail,bus,type\n2019-02-01,1,1,U\n2019-02-02,2,2,Wx\n");
        assertEquals(
                unknown + ":3: column 'type': found the category 'Wx', expected one the model was trained with: U, W;"
                        + " did you mean 'W'?",
                Faults.messageOf(
                        () -> SeriesReader.read(unknown, format, TableOptions.detect(), false, warnings::add)));
    }

    @Test
    void aModelKeepsItsFormatOfTimes() throws IOException {
        SeriesOptions options = SeriesOptions.of(Layout.TABLE).withTime("day");
        SeriesFormat format =
                read("day,rail\n30/01/2019,1\n31/01/2019,2\n", options).format();
        Path later = write("day,rail\n01/02/2019,1\n02/02/2019,2\n");
        SeriesSet set = SeriesReader.read(later, format, TableOptions.detect(), false, warnings::add);
        assertEquals("03/02/2019", set.get(0).timeline().text(2));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aColumnMayNameTheSeries() throws IOException {
        SeriesSet set = read(
                "shop,day,sold\nb,2019-01-01,1\na,2019-01-01,5\nb,2019-01-02,2\na,2019-01-02,6\na,2019-01-03,7\n",
                SeriesOptions.of(Layout.TABLE).withTime("day").withSeries("shop"));
        assertEquals(2, set.size());
        assertEquals("b", set.get(0).name());
        assertArrayEquals(new double[] {1, 2}, column(set.get(0), 0));
        assertArrayEquals(new double[] {5, 6, 7}, column(set.get(1), 0));
        assertTrue(fault(
                        "shop,day,sold\nb,2019-01-01,1\nb,2019-01-02,1\na,2019-01-01,5\na,2019-01-08,6\n",
                        SeriesOptions.of(Layout.TABLE).withTime("day").withSeries("shop"))
                .contains("series 'a' has a step of 1 week, the series before it 1 day"));
    }

    @Test
    void withoutTimesRowsAreSteps() throws IOException {
        SeriesSet set = read("5\n7\n6\n", SeriesOptions.of(Layout.TABLE));
        assertEquals("column1", set.schema().columns().getFirst().name());
        assertArrayEquals(new double[] {5, 7, 6}, column(set.get(0), 0));
        assertEquals("4", set.get(0).timeline().text(3));
    }

    @Test
    void theTargetMustBeNamedWhereThereAreSeveral() throws IOException {
        assertTrue(fault(
                        "day,rail,bus\n1,2,3\n2,3,4\n",
                        SeriesOptions.of(Layout.TABLE).withTime("day"))
                .endsWith(": which column is to be forecast? Name it with --target (columns of numbers: rail, bus)"));
        assertTrue(fault("day,rail\n1,x\n", SeriesOptions.of(Layout.TABLE).withTime("day"))
                .endsWith(": found no column of numbers to forecast; name one with --target"));
    }

    @Test
    void optionsThatContradictAreFaults() throws IOException {
        String text = "day,rail,bus\n1,2,3\n2,3,4\n";
        SeriesOptions options = SeriesOptions.of(Layout.TABLE).withTime("day");
        assertEquals(
                "--target day: the column is also named in --time; name it once",
                fault(text, options.withColumns(List.of("day"), List.of(), List.of())));
        assertTrue(fault(text, options.withColumns(List.of("rail"), List.of("buss"), List.of()))
                .contains("no column 'buss'; did you mean 'bus'?"));
        assertEquals(
                "--time-format: name the column of times with --time too",
                fault(text, SeriesOptions.of(Layout.COLUMNS).withTimeFormat("dd")));
        assertTrue(fault(text, SeriesOptions.of(Layout.ROWS).withTime("day")).startsWith("--layout rows:"));
    }

    @Test
    void aHeaderAloneIsNoSeries() throws IOException {
        assertTrue(fault("day,rail,bus,type\n", RIDES)
                .endsWith(": the file has no rows under its header; expected rows of values"));
    }

    private static double[] column(Series series, int column) {
        double[] values = new double[series.length()];
        for (int row = 0; row < values.length; row++) {
            values[row] = series.value(column, row);
        }
        return values;
    }

    private void assertFault(String text, SeriesOptions options, String afterTheFile) throws IOException {
        assertEquals(folder.resolve("rides.csv") + afterTheFile, fault(text, options));
    }

    private String fault(String text, SeriesOptions options) throws IOException {
        Path path = write(text);
        return Faults.messageOf(() -> SeriesReader.read(path, options, warnings::add));
    }

    private SeriesSet read(String text, SeriesOptions options) throws IOException {
        return SeriesReader.read(write(text), options, warnings::add);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("rides.csv"), text);
    }
}
