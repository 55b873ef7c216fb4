package io.tidecast.models.music;

import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundSplit;

/**
 * What a network of notes needs to know of its data.
 *
 * @param codes of voices and notes
 * @param chords in a window
 * @param shift chords from the beginning of one window to that of the next
 * @param transposition by how many semitones up and down pieces are learnt too; their codes' range is wider by it
 * @param split which files train, validate and test, where folders do not say so
 */
public record NoteConfig(NoteCodes codes, int chords, int shift, int transposition, SoundSplit split) {
    /** The longest window, in chords. */
    public static final int LONGEST = 1 << 16;

    /** The furthest that pieces are transposed, in semitones. */
    public static final int FURTHEST = 24;

    /**
     * Checks the ranges.
     *
     * @throws InputException if one is left
     */
    public NoteConfig {
        if (chords < 1 || chords > LONGEST || shift < 1 || shift > LONGEST) {
            throw new InputException("windows of " + chords + " chords, " + shift + " apart: expected 1 to " + LONGEST);
        }
        if (transposition < 0 || transposition > FURTHEST) {
            throw new InputException(
                    "transposition: found " + transposition + ", expected 0 to " + FURTHEST + " semitones");
        }
    }

    /** Returns how many notes a window has. */
    public int notes() {
        return chords * codes.voices();
    }
}
