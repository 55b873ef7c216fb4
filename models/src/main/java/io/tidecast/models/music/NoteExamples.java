package io.tidecast.models.music;

import io.tidecast.core.error.InputException;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows of pieces: chords are laid out note by note, at each step a network is told the code of the note before, and
 * that of the note to come is the target. The first note of a window has nothing before it: it is learnt, so that music
 * can be begun, but not judged. Windows have as many chords as asked for; what is left over at the end of a piece is in
 * none.
 */
public final class NoteExamples implements Examples {
    /** A window: the piece and the chord it begins with. */
    private record Place(Piece piece, int chord) {}

    private final NoteConfig config;
    private final int transpositions;
    private final int firstJudged;
    private final List<Place> places = new ArrayList<>();

    private NoteExamples(List<Piece> pieces, NoteConfig config, int transposition, int firstJudged) {
        this.config = config;
        this.firstJudged = firstJudged;
        transpositions = 2 * transposition + 1;
        for (Piece piece : pieces) {
            requireKnown(piece, transposition);
            for (int chord = 0; chord + config.chords() <= piece.chords(); chord += config.shift()) {
                places.add(new Place(piece, chord));
            }
        }
    }

    /**
     * Lays windows over pieces to learn from, each transposed too.
     *
     * @throws InputException if a note has no code
     */
    static NoteExamples learnt(List<Piece> pieces, NoteConfig config) {
        return new NoteExamples(pieces, config, config.transposition(), 0);
    }

    /**
     * Lays windows over pieces to judge by, as they are.
     *
     * @throws InputException if a note has no code
     */
    static NoteExamples judged(List<Piece> pieces, NoteConfig config) {
        return new NoteExamples(pieces, config, 0, 1);
    }

    private void requireKnown(Piece piece, int transposition) {
        NoteCodes codes = config.codes();
        if (piece.voices() != codes.voices()) {
            throw new InputException(piece.name() + ": found " + piece.voices() + " voices, expected " + codes.voices()
                    + ", as the model has");
        }
        for (int place = 0; place < piece.chords() * piece.voices(); place++) {
            int note = piece.at(place);
            if (note != Piece.SILENCE && !(codes.knows(note - transposition) && codes.knows(note + transposition))) {
                throw new InputException(piece.name() + ": chord " + (place / piece.voices() + 1) + ": found note "
                        + note + ", expected " + codes.lowest() + " to " + codes.highest()
                        + ", which the training part reaches with its transpositions; train with more --transpose");
            }
        }
    }

    @Override
    public int count() {
        return places.size() * transpositions;
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int window() {
        return config.notes();
    }

    @Override
    public int outputs() {
        return config.codes().classes();
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        NoteCodes codes = config.codes();
        int size = batch.size();
        for (int column = 0; column < size; column++) {
            int index = order[from + Math.min(column, count - 1)];
            Place place = places.get(index / transpositions);
            int semitones = index % transpositions - transpositions / 2;
            int before = codes.beginning();
            for (int step = 0; step < window(); step++) {
                int voice = step % codes.voices();
                int note = place.piece().at(place.chord() * codes.voices() + step);
                int code = codes.code(voice, note == Piece.SILENCE ? note : note + semitones);
                int at = step * size + column;
                batch.inputCodes()[at] = before;
                batch.targetCodes()[at] = code;
                batch.weights()[at] = column < count && step >= firstJudged ? 1 : 0;
                before = code;
            }
        }
    }
}
