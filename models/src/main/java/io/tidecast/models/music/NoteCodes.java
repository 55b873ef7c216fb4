package io.tidecast.models.music;

/**
 * Codes for notes of voices: which voice it is, and what it sings of a range of notes, or that it is silent. So what comes
 * in tells whose note it is, and what comes out, whose is next.
 *
 * @param voices how many voices there are
 * @param lowest the lowest note there is a code for
 * @param highest the highest
 */
public record NoteCodes(int voices, int lowest, int highest) {
    /** Checks the ranges. */
    public NoteCodes {
        if (voices < 1 || lowest < 1 || highest < lowest || highest > Piece.HIGHEST) {
            throw new IllegalArgumentException(voices + " voices from " + lowest + " to " + highest);
        }
    }

    /** Returns how many codes a voice has. */
    public int perVoice() {
        return highest - lowest + 2;
    }

    /** Returns how many codes there are. */
    public int classes() {
        return voices * perVoice();
    }

    /** Returns whether there is a code for a note. */
    public boolean knows(int note) {
        return note == Piece.SILENCE || (note >= lowest && note <= highest);
    }

    /** Returns the first code of a voice, which says that it is silent. */
    public int silence(int voice) {
        return voice * perVoice();
    }

    /** Returns what stands before the first note: silence of the last voice. */
    public int beginning() {
        return silence(voices - 1);
    }

    /** Returns the code of a voice's note. */
    public int code(int voice, int note) {
        if (!knows(note)) {
            throw new IllegalArgumentException("note " + note + " of " + this);
        }
        return silence(voice) + (note == Piece.SILENCE ? 0 : note - lowest + 1);
    }

    /** Returns the note that a code tells. */
    public int note(int code) {
        int within = code % perVoice();
        return within == 0 ? Piece.SILENCE : lowest + within - 1;
    }
}
