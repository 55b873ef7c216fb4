package io.tidecast.models.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.Faults;
import io.tidecast.models.data.table.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {
    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void eachColumnOfAWideFileIsASeries() throws IOException {
        SeriesSet set = read(
                "day,a,b,c,hot\n2019-01-01,1,,,0\n2019-01-02,2,5,,1\n2019-01-03,,6,,1\n",
                SeriesOptions.of(Layout.COLUMNS).withTime("day").withColumns(List.of(), List.of(), List.of("hot")));
        assertEquals(List.of("value", "hot"), names(set.schema()));
        assertEquals(2, set.size());
        assertSeries("a", "2019-01-01", new double[][] {{1, 2}, {0, 1}}, set.get(0));
        assertSeries("b", "2019-01-02", new double[][] {{5, 6}, {1, 1}}, set.get(1));
        assertEquals(List.of(set.source() + ": column 'c' has no values; left out"), warnings);
        SeriesSet again = SeriesReader.read(
                folder.resolve("file.csv"), set.format(), TableOptions.detect(), false, warnings::add);
        assertEquals(2, again.size());
    }

    @Test
    void missingCellsWithinAWideSeriesAreAFault() throws IOException {
        assertTrue(fault("a,b\n1,5\n,6\n3,7\n", SeriesOptions.of(Layout.COLUMNS))
                .contains(": missing cells: 1 in column 'a' (the first on line 3);"));
    }

    @Test
    void eachRowOfARaggedFileIsASeries() throws IOException {
        SeriesSet set = read("\"V1\",\"V2\",\"V3\",\"V4\"\n\"H1\",\"6\",\"5\",\n\"H2\",1,2,3\nH3,,,\n", rows());
        assertEquals(2, set.size());
        assertSeries("H1", "1", new double[][] {{6, 5}}, set.get(0));
        assertSeries("H2", "1", new double[][] {{1, 2, 3}}, set.get(1));
        assertEquals(List.of(set.source() + ":4: series 'H3' has no values; left out"), warnings);
        assertEquals(2, read("H1,6,5\nH2,7\n", rows()).size());
    }

    @Test
    void faultsOfRaggedFilesHaveTheirPlace() throws IOException {
        assertTrue(fault("id,v\nH1,6,5\nH1,7\n", rows())
                .endsWith(":3: column 'id': found a second series 'H1', the first stands on line 2; give each series"
                        + " a name of its own"));
        assertTrue(fault("id,v\nH1,6,x\n", rows()).contains(":2: column 'column3': found 'x', expected a number"));
        assertTrue(fault("id,v\n,6,5\n", rows()).contains(":2: column 'id': found '', expected the name of a series"));
        assertTrue(fault("id,v\nH1,6,,5\n", rows())
                .contains(": missing cells: 1 in column 'H1' (the first on line 2, cell 3)"));
    }

    @Test
    void anotherFileGoesOnWhereTheFirstEnds() throws IOException {
        SeriesSet past = read("H1,6,5\nH2,7,8\n", rows());
        SeriesSet next = read("H2,9,10,11\n", rows());
        SeriesSet both = past.continuedBy(next);
        assertSeries("H1", "1", new double[][] {{6, 5}}, both.get(0));
        assertSeries("H2", "1", new double[][] {{7, 8, 9, 10, 11}}, both.get(1));
        SeriesSet unknown = read("H9,9,10\n", rows());
        assertTrue(Faults.messageOf(() -> past.continuedBy(unknown)).contains("series 'H9' is not in"));
    }

    @Test
    void aContinuationMustStartAtTheNextStep() throws IOException {
        SeriesOptions options = SeriesOptions.of(Layout.TABLE).withTime("day");
        SeriesSet past = read("day,x\n2019-01-01,1\n2019-01-02,2\n", options);
        SeriesSet next = read("day,x\n2019-01-03,3\n2019-01-04,4\n", options);
        assertEquals(4, past.continuedBy(next).get(0).length());
        assertTrue(
                Faults.messageOf(() -> next.continuedBy(past)).contains("starts at 2019-01-01, expected 2019-01-05"));
    }

    @Test
    void aFormatSurvivesAModelFile() throws IOException {
        SeriesSet set = read(
                "day,x,shop,type\n31/01/2019,1,a,W\n01/02/2019,2,a,U\n",
                SeriesOptions.of(Layout.TABLE)
                        .withTime("day")
                        .withSeries("shop")
                        .withColumns(List.of("x"), List.of(), List.of("type")));
        SeriesFormat restored =
                SeriesFormat.fromConfig(new ConfigView(set.format().toConfig(), "the model"));
        assertEquals(set.format().toConfig(), restored.toConfig());
        assertEquals(set.schema(), restored.schema());
    }

    private static SeriesOptions rows() {
        return SeriesOptions.of(Layout.ROWS);
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    private static void assertSeries(String name, String start, double[][] columns, Series series) {
        double[][] values = new double[columns.length][series.length()];
        for (int c = 0; c < values.length; c++) {
            for (int row = 0; row < values[c].length; row++) {
                values[c][row] = series.value(c, row);
            }
        }
        assertEquals(name, series.name());
        assertEquals(start, series.timeline().text(0));
        assertEquals(Arrays.deepToString(columns), Arrays.deepToString(values));
    }

    private String fault(String text, SeriesOptions options) throws IOException {
        Path path = Files.writeString(folder.resolve("file.csv"), text);
        return Faults.messageOf(() -> SeriesReader.read(path, options, warnings::add));
    }

    private SeriesSet read(String text, SeriesOptions options) throws IOException {
        return SeriesReader.read(Files.writeString(folder.resolve("file.csv"), text), options, warnings::add);
    }
}
