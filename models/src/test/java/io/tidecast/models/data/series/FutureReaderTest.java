package io.tidecast.models.data.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.data.Faults;
import io.tidecast.models.data.table.TableOptions;
import io.tidecast.models.data.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FutureReaderTest {
    @TempDir
    private Path folder;

    private SeriesSet past = new SeriesSet(
            "none",
            SeriesFormat.bare(Schema.ofTarget("x")),
            List.of(new Series("", Timeline.ofRows(), new double[1][0], 0)));

    @BeforeEach
    void readThePast() throws IOException {
        Path file = Files.writeString(
                folder.resolve("past.csv"), "day,rail,type\n05/30/2019,10,W\n05/31/2019,11,U\n06/01/2019,12,W\n");
        SeriesOptions options =
                SeriesOptions.of(Layout.TABLE).withTime("day").withColumns(List.of("rail"), List.of(), List.of("type"));
        past = SeriesReader.read(file, options, FutureReaderTest::refuse);
    }

    @Test
    void rowsAreFoundByTheirTimes() throws IOException {
        Series series =
                read("type,day\nW,06/03/2019\nW,06/01/2019\nU,06/02/2019\n").get(0);
        assertEquals(3, series.length());
        assertEquals(5, series.extent());
        assertEquals(0, series.value(1, 3));
        assertEquals(1, series.value(1, 4));
        assertTrue(Double.isNaN(series.value(0, 3)));
        assertTrue(Double.isNaN(series.value(0, 9)));
    }

    @Test
    void rowsWithoutTimesAreTheNextOnes() throws IOException {
        Series series = read("type\nU\nW\nU\n").get(0);
        assertEquals(0, series.value(1, 3));
        assertEquals(1, series.value(1, 4));
        assertEquals(5, series.extent());
    }

    @Test
    void whatIsMissingIsAFault() throws IOException {
        assertTrue(fault("day,type\n06/02/2019,W\n06/04/2019,W\n")
                .endsWith(": found no row for 06/03/2019, expected all 2 steps from 06/02/2019 to 06/03/2019; add the"
                        + " missing ones"));
        assertTrue(fault("type\nU\n").endsWith(": found 1 rows, expected the next 2; add the missing ones"));
        assertTrue(fault("day,type\n06/02/2019,W\n06/03/2019,\n")
                .endsWith(":3: column 'type': found no value, expected what is known ahead; fill the cell"));
        assertTrue(fault("day,type\n06/02/2019,W\n06/03/2019,X\n").contains("found the category 'X'"));
        assertTrue(fault("day,kind\n06/02/2019,W\n06/03/2019,X\n").contains("no column 'type'"));
    }

    private SeriesSet read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("future.csv"), text);
        return FutureReader.read(file, past, 2, TableOptions.detect(), FutureReaderTest::refuse);
    }

    private String fault(String text) throws IOException {
        return Faults.messageOf(() -> read(text));
    }

    private static void refuse(String warning) {
        throw new AssertionError(warning);
    }
}
