package io.tidecast.models.music;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.Row;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.table.TableOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a piece from a CSV file with a column for each voice and a row for each chord. */
public final class NoteFile {
    private NoteFile() {}

    /**
     * Reads a file.
     *
     * @param name what the piece is called
     * @throws InputException if it has no rows, a row of another length, or a cell that is neither 0 nor a MIDI note
     */
    public static Piece read(Path file, String name) {
        TableFile table = TableFile.open(file, TableOptions.detect());
        int voices = table.columns().size();
        List<Integer> notes = new ArrayList<>();
        table.readRows(row -> {
            for (int voice = 0; voice < voices; voice++) {
                notes.add(note(row, voice));
            }
        });
        if (notes.isEmpty()) {
            throw new InputException(file + ": has no chords; expected a row for each, with a note of each voice");
        }
        return new Piece(name, voices, notes);
    }

    private static int note(Row row, int voice) {
        String text = row.text(voice);
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= Piece.HIGHEST) {
            return Integer.parseInt(text);
        }
        throw row.fault(
                voice, text, "a MIDI note from 1 to " + Piece.HIGHEST + ", or 0 for silence", "correct the cell");
    }
}
