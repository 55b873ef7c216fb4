package io.tidecast.models.music;

import java.util.Arrays;
import java.util.List;

/** Music of some voices that sing chord by chord; a voice that sings the same note again holds it. Never changes. */
public final class Piece {
    /** The highest note there is in MIDI. */
    public static final int HIGHEST = 127;

    /** What stands in place of a note where a voice is silent. */
    public static final int SILENCE = 0;

    private final String name;
    private final int voices;
    private final int[] notes;

    /**
     * Makes a piece.
     *
     * @param voices how many voices there are
     * @param notes MIDI note numbers, or 0 for silence; all voices of the first chord in turn, then of the next
     */
    public Piece(String name, int voices, List<Integer> notes) {
        if (voices < 1 || notes.size() % voices != 0) {
            throw new IllegalArgumentException(name + ": " + notes.size() + " notes for " + voices + " voices");
        }
        this.name = name;
        this.voices = voices;
        this.notes = notes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the file's name in its folder. */
    public String name() {
        return name;
    }

    /** Returns how many voices there are. */
    public int voices() {
        return voices;
    }

    /** Returns how many chords there are. */
    public int chords() {
        return notes.length / voices;
    }

    /** Returns the note at a place where all voices of a chord stand in turn, chord after chord. */
    int at(int place) {
        return notes[place];
    }

    /** Returns the MIDI note number of a voice in a chord, or 0 where it is silent. */
    public int note(int chord, int voice) {
        return notes[chord * voices + voice];
    }

    /** Returns the first chord after one in which a voice sings another note or none; after the last, how many there are. */
    int end(int chord, int voice) {
        int end = chord + 1;
        while (end < chords() && note(end, voice) == note(chord, voice)) {
            end++;
        }
        return end;
    }

    /** Returns a number that depends on every note. */
    int checksum() {
        return 31 * Arrays.hashCode(notes) + voices;
    }
}
