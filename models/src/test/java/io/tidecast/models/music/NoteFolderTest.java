package io.tidecast.models.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.window.Part;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteFolderTest {
    @TempDir
    private Path work;

    @Test
    void readsPartsFromFolders() throws IOException {
        NoteFolder folder = NoteFolder.read(Chorales.folder(work), Chorales.split());
        assertEquals(4, folder.of(Part.TRAIN).size());
        assertEquals(17, folder.of(Part.VALIDATION).getFirst().chords());
        Piece test = folder.of(Part.TEST).getFirst();
        assertEquals("test/0.csv", test.name());
        assertEquals(62, test.note(1, 0));
        assertEquals(0, test.note(2, 2));
        assertEquals(new NoteCodes(3, 46, 69), folder.codes(2));
    }

    @Test
    void splitsByShareWhereFoldersSayNothing() throws IOException {
        for (int piece = 0; piece < 40; piece++) {
            Chorales.write(work.resolve(piece + ".csv"), Chorales.scale(9, 50));
        }
        NoteFolder folder = NoteFolder.read(work, Chorales.split());
        assertTrue(folder.of(Part.TRAIN).size() > folder.of(Part.TEST).size());
        assertEquals(
                40,
                folder.of(Part.TRAIN).size()
                        + folder.of(Part.VALIDATION).size()
                        + folder.of(Part.TEST).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    60,x    | a.csv:3: column 'b': found 'x'
                    60,128  | a.csv:3: column 'b': found '128', expected a MIDI note from 1 to 127
                    60,-1   | found '-1'
                    60,6.5  | found '6.5'
                    60,     | a.csv:3: column 'b': found ''
                    60,61,62| a.csv:3
                    60      | a.csv:3
                    """)
    void saysFileAndLine(String row, String message) throws IOException {
        Chorales.write(work.resolve("a.csv"), "a,b\n60,61\n" + row + "\n60,61\n");
        InputException fault = assertThrows(InputException.class, () -> NoteFolder.read(work, Chorales.split()));
        assertTrue(fault.getMessage().contains(message), fault.getMessage());
    }

    @Test
    void refusesFoldersOfNothing() throws IOException {
        assertTrue(assertThrows(InputException.class, () -> NoteFolder.read(work, Chorales.split()))
                .getMessage()
                .contains("no file whose name ends in .csv"));
        Path missing = work.resolve("none");
        assertTrue(assertThrows(InputException.class, () -> NoteFolder.read(missing, Chorales.split()))
                .getMessage()
                .contains("is no folder"));
        Chorales.write(work.resolve("a.csv"), "a,b\n");
        assertThrows(InputException.class, () -> NoteFolder.read(work, Chorales.split()));
    }

    @Test
    void refusesOtherNumbersOfVoices() throws IOException {
        Chorales.write(work.resolve("a.csv"), "a,b\n60,61\n");
        Chorales.write(work.resolve("b.csv"), "a,b,c\n60,61,62\n");
        assertTrue(assertThrows(InputException.class, () -> NoteFolder.read(work, Chorales.split()))
                .getMessage()
                .contains("b.csv: found 3 columns, expected 2"));
    }
}
