package io.tidecast.models.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.Faults;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsQuotedCellsWithTheirLines() throws IOException {
        TableFile file = open("a.csv", "name,\"the, value\"\r\n\"x \"\"y\"\"\",1\r\n\r\n\"two\nlines\", 2 \r\nlast,3");
        assertEquals(List.of("name", "the, value"), file.columns());
        List<Row> rows = rows(file);
        assertEquals(List.of("x \"y\"", "1"), rows.get(0).cells());
        assertEquals(2, rows.get(0).line());
        assertEquals("two\nlines", rows.get(1).text(0));
        assertEquals(2.0, rows.get(1).number(1));
        assertEquals(4, rows.get(1).line());
        assertEquals(6, rows.get(2).line());
        assertEquals(3, rows.size());
    }

    @Test
    void detectsTheDelimiter() throws IOException {
        assertEquals(List.of("a", "b"), open("comma.csv", "a,b\n1,2\n").columns());
        assertEquals(List.of("a", "b"), open("tab.tsv", "a\tb\n1\t2\n").columns());
        assertEquals(
                List.of("a", "b, c"),
                open("semicolon.csv", "a;b, c\n1;2\n3;4\n").columns());
        assertEquals(List.of("a", "b"), open("bar.txt", "a|b\n1|2\n").columns());
        assertEquals(List.of("a;b", "c"), open("quoted.csv", "\"a;b\",c\n1,2\n").columns());
        assertEquals(List.of("alone"), open("one.csv", "alone\n1\n").columns());
    }

    @Test
    void anOptionOverrulesDetection() throws IOException {
        Path path = write("a.csv", "1;2,3\n4;5,6\n", StandardCharsets.UTF_8);
        TableFile file = TableFile.open(path, new TableOptions(Optional.of(','), Optional.of(true)));
        assertEquals(List.of("1;2", "3"), file.columns());
        assertEquals(1, rows(file).size());
    }

    @Test
    void detectsWhetherThereIsAHeader() throws IOException {
        assertEquals(List.of("V1", "V2"), open("names.csv", "V1,V2\nH1,5\n").columns());
        assertEquals(
                List.of("date", "2019"),
                open("years.csv", "date,2019\n2001-01-01,5\n").columns());
        assertEquals(
                List.of("column1", "column2"), open("none.csv", "H1,5\nH2,6\n").columns());
        assertEquals(
                List.of("column1", "column2"),
                open("dates.csv", "2001-01-01,5\n2001-01-02,6\n").columns());
        assertEquals(2, rows(open("none.csv", "H1,5\nH2,6\n")).size());
        assertEquals(List.of("column1", "b"), open("blank.csv", ",b\n1,2\n").columns());
    }

    @Test
    void marksOfByteOrderAreNotPartOfTheFirstName() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path path = write(charset.name() + ".csv", "\uFEFFzeit;größe\n1;2\n", charset);
            TableFile file = TableFile.open(path, TableOptions.detect());
            assertEquals(List.of("zeit", "größe"), file.columns(), charset.name());
            assertEquals(2.0, rows(file).getFirst().number(1));
        }
    }

    @Test
    void rowsOfBlanksAndBlanksBeyondTheHeaderAreNothing() throws IOException {
        List<Row> rows = rows(open("a.csv", "a,b\n1,2,,\n,\n3,4\n"));
        assertEquals(2, rows.size());
        assertEquals(4, rows.get(1).line());
    }

    @Test
    void missingCellsAreNaN() throws IOException {
        Row row = rows(open("a.csv", "a,b,c\n1,NA, \n")).getFirst();
        assertTrue(Double.isNaN(row.number(1)));
        assertTrue(Double.isNaN(row.number(2)));
    }

    @Test
    void textInANumbersCellIsAFaultWithItsPlace() throws IOException {
        TableFile file = open("a.csv", "day,bus\n1,5\n2,abc\n");
        assertFault(
                file.name() + ":3: column 'bus': found 'abc', expected a number; correct the cell or leave it empty;"
                        + " if the column is an input of labels, name it in --category",
                () -> rows(file).get(1).number(1));
    }

    @Test
    void infinitiesAreFaults() throws IOException {
        for (String cell : List.of("inf", "-Infinity", "1e999")) {
            TableFile file = open("a.csv", "day,bus\n1," + cell + "\n");
            assertFault(
                    file.name() + ":2: column 'bus': found '" + cell
                            + "', expected a finite number; correct the cell or leave it empty",
                    () -> rows(file).getFirst().number(1));
        }
    }

    @Test
    void thousandsSeparatorsAreNamed() throws IOException {
        TableFile file = open("a.csv", "day,bus\n1,\"1,234.5\"\n");
        assertFault(
                file.name() + ":2: column 'bus': found '1,234.5', expected a number; write a decimal point and no"
                        + " thousands separators",
                () -> rows(file).getFirst().number(1));
    }

    @Test
    void aRowOfAnotherLengthIsAFault() throws IOException {
        TableFile file = open("a.csv", "a,b\n1,2\n1,2,3\n");
        assertFault(
                file.name() + ":3: found 3 cells, expected 2 as in the first row; look for a missing or extra ',', or"
                        + " quote the cell that holds one",
                () -> rows(file));
        List<Integer> sizes = new ArrayList<>();
        file.readRaggedRows(row -> sizes.add(row.size()));
        assertEquals(List.of(2, 3), sizes);
    }

    @Test
    void anUnknownColumnIsAFaultWithTheNearestName() throws IOException {
        TableFile file = open("a.csv", "day,rail_boardings,bus\n1,2,3\n");
        assertFault(
                file.name() + ": no column 'rail_bordings'; did you mean 'rail_boardings'? (columns: day,"
                        + " rail_boardings, bus)",
                () -> file.position("rail_bordings"));
        assertEquals(2, file.position("bus"));
        assertFalse(file.has("rail"));
    }

    @Test
    void aNameThatStandsTwiceCannotBeChosen() throws IOException {
        TableFile file = open("a.csv", "day,bus,bus\n1,2,3\n");
        assertFault(
                file.name() + ": column 'bus' stands there twice, as number 2 and 3; rename one of them",
                () -> file.position("bus"));
    }

    @Test
    void filesThatCannotBeTablesAreFaults() throws IOException {
        Path missing = folder.resolve("missing.csv");
        assertFault(missing + ": no such file; check the path", () -> TableFile.open(missing, TableOptions.detect()));
        assertFault(
                folder + ": is a folder; expected a CSV or TSV file",
                () -> TableFile.open(folder, TableOptions.detect()));
        Path empty = write("empty.csv", " \n", StandardCharsets.UTF_8);
        assertFault(
                empty + ": the file is empty; expected a CSV or TSV file with rows of values",
                () -> TableFile.open(empty, TableOptions.detect()));
    }

    @Test
    void aQuoteThatIsNeverClosedIsAFault() throws IOException {
        Path path = write("a.csv", "a,b\n1,2\n\"3,4\n5,6\n", StandardCharsets.UTF_8);
        String message = Faults.messageOf(() -> rows(TableFile.open(path, TableOptions.detect())));
        assertTrue(message.startsWith(path + ": not a well-formed CSV or TSV file: "), message);
        assertTrue(message.endsWith("look for a quote that is never closed"), message);
        assertFalse(message.contains("\n"));
    }

    private static void assertFault(String message, Runnable action) {
        assertEquals(message, Faults.messageOf(action::run));
    }

    private static List<Row> rows(TableFile file) {
        List<Row> rows = new ArrayList<>();
        file.readRows(rows::add);
        return rows;
    }

    private TableFile open(String name, String text) throws IOException {
        return TableFile.open(write(name, text, StandardCharsets.UTF_8), TableOptions.detect());
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }
}
