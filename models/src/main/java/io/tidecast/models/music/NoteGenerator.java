package io.tidecast.models.music;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.generate.Generation;
import io.tidecast.models.step.SteppedNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Music that a model makes up, note by note: it begins as windows do in training, or goes on from a piece. Each voice's
 * note is drawn among that voice's own. For one thread.
 */
public final class NoteGenerator implements AutoCloseable {
    private final NoteCodes codes;
    private final SteppedNetwork stepped;
    private final Generation generation;
    private final List<Integer> notes = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param temperature see {@link io.tidecast.models.generate.Sampler}
     */
    public NoteGenerator(Backend backend, NoteModel model, double temperature, long seed) {
        codes = model.config().codes();
        stepped = new SteppedNetwork(backend, model.network(), model.weights(), 1);
        generation = new Generation(stepped, codes.beginning(), codes.perVoice(), temperature, seed);
    }

    /**
     * Gives the next chords.
     *
     * @throws InputException if the piece has other voices, or notes that the model has no codes for
     */
    public void follow(Piece piece) {
        if (piece.voices() != codes.voices()) {
            throw new InputException(
                    piece.name() + ": found " + piece.voices() + " voices, expected " + codes.voices());
        }
        for (int chord = 0; chord < piece.chords(); chord++) {
            for (int voice = 0; voice < codes.voices(); voice++) {
                int note = piece.note(chord, voice);
                if (!codes.knows(note)) {
                    throw new InputException(piece.name() + ": chord " + (chord + 1) + ": found note " + note
                            + ", expected " + codes.lowest() + " to " + codes.highest() + ", which the model knows");
                }
                generation.follow(new int[] {codes.code(voice, note)});
                notes.add(note);
            }
        }
    }

    /** Makes up the next chord. */
    public void next() {
        for (int voice = 0; voice < codes.voices(); voice++) {
            notes.add(codes.note(generation.next(codes.silence(voice))[0]));
        }
    }

    /** Returns all chords so far, given or made up. */
    public Piece piece(String name) {
        return new Piece(name, codes.voices(), notes);
    }

    @Override
    public void close() {
        generation.close();
        stepped.close();
    }
}
