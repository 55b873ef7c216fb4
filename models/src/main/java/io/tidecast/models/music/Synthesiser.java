package io.tidecast.models.music;

/**
 * Sings pieces plainly: each note is a sine with overtones that fade, at {@code 440 · 2^((note − 69) / 12)} hertz, with a
 * soft beginning and end.
 */
public final class Synthesiser {
    private static final int A4 = 69;
    private static final double A4_HERTZ = 440;
    private static final double[] OVERTONES = {1, 0.4, 0.2, 0.1};
    private static final double RAMP_SECONDS = 0.02;
    private static final double LOUDEST = 0.9;

    private Synthesiser() {}

    /**
     * Returns the sound.
     *
     * @param chordsPerSecond how fast it goes
     * @param rate samples a second
     * @return samples in −1 to 1
     */
    public static float[] samples(Piece piece, double chordsPerSecond, int rate) {
        double perChord = rate / chordsPerSecond;
        float[] samples = new float[(int) Math.ceil(piece.chords() * perChord)];
        for (int voice = 0; voice < piece.voices(); voice++) {
            int end;
            for (int chord = 0; chord < piece.chords(); chord = end) {
                end = piece.end(chord, voice);
                if (piece.note(chord, voice) != Piece.SILENCE) {
                    sing(
                            samples,
                            (int) (chord * perChord),
                            (int) (end * perChord),
                            hertz(piece.note(chord, voice)) / rate,
                            RAMP_SECONDS * rate,
                            LOUDEST / piece.voices());
                }
            }
        }
        return samples;
    }

    /** Returns the frequency of a MIDI note. */
    static double hertz(int note) {
        return A4_HERTZ * StrictMath.pow(2, (note - A4) / 12.0);
    }

    /** Adds a note; {@code turns} are periods a sample. Overtones that the rate cannot hold are left out. */
    private static void sing(float[] samples, int begin, int end, double turns, double ramp, double loudness) {
        double all = 0;
        for (double overtone : OVERTONES) {
            all += overtone;
        }
        for (int at = begin; at < end; at++) {
            double sum = 0;
            for (int overtone = 1; overtone <= OVERTONES.length && overtone * turns < 0.5; overtone++) {
                sum += OVERTONES[overtone - 1] * StrictMath.sin(2 * StrictMath.PI * overtone * turns * (at - begin));
            }
            double envelope = Math.min(1, Math.min((at - begin) / ramp, (end - at) / ramp));
            samples[at] += (float) (loudness / all * envelope * sum);
        }
    }
}
