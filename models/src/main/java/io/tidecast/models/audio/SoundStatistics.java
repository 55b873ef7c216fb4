package io.tidecast.models.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * What sound is like over long stretches: how loud it is, how much of it is silence and how its power is spread over
 * octaves. Sounds are added one by one; a longer one counts for more.
 */
public final class SoundStatistics {
    private static final double LOWEST_HERTZ = 60;
    private static final double FRAME_SECONDS = 0.02;
    private static final double SILENCE_DECIBELS = -20;

    /**
     * An octave of the spectrum.
     *
     * @param low its lower end in hertz
     * @param high its upper end
     * @param decibels the mean power in it, against a full-scale square wave
     */
    public record Octave(double low, double high, double decibels) {}

    private final int rate;
    private final Fourier fourier;
    private final int size;
    private final double[] power;
    private double squares;
    private long samples;
    private long silent;
    private long frames;

    /**
     * Begins with nothing.
     *
     * @param rate samples a second
     */
    public SoundStatistics(int rate) {
        this.rate = rate;
        size = Fourier.sizeFor(rate);
        fourier = new Fourier(size);
        power = new double[fourier.bins()];
    }

    /** Adds a sound, samples in −1 to 1. */
    public void add(float[] sound) {
        double own = squares(sound, 0, sound.length);
        squares += own;
        samples += sound.length;
        for (int first = -size / 2; first < sound.length; first += size / 4) {
            fourier.addPower(sound, first, power);
        }
        int frame = Math.max(1, (int) Math.round(FRAME_SECONDS * rate));
        double quiet = own / Math.max(1, sound.length) * Math.pow(10, SILENCE_DECIBELS / 10);
        for (int first = 0; first + frame <= sound.length; first += frame) {
            silent += squares(sound, first, frame) <= quiet * frame ? 1 : 0;
            frames++;
        }
    }

    private static double squares(float[] sound, int first, int count) {
        double sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return sum;
    }

    /** Returns how many seconds have been added. */
    public double seconds() {
        return (double) samples / rate;
    }

    /** Returns the root of the mean square, 0 to 1. */
    public double level() {
        return Math.sqrt(squares / Math.max(1, samples));
    }

    /** Returns which share of all stretches of 20 ms is more than 20 dB quieter than the sound that they are of. */
    public double silentShare() {
        return (double) silent / Math.max(1, frames);
    }

    /** Returns the long-term spectrum in octaves from half the rate down to some 60 Hz, the lowest first. */
    public List<Octave> octaves() {
        List<Octave> octaves = new ArrayList<>();
        double mean = squares / Math.max(1, samples);
        double all = 0;
        for (double one : power) {
            all += one;
        }
        for (double high = rate / 2.0; high / 2 >= LOWEST_HERTZ; high /= 2) {
            double within = 0;
            for (int bin = 0; bin < power.length; bin++) {
                double hertz = (double) bin * rate / size;
                within += hertz > high / 2 && hertz <= high ? power[bin] : 0;
            }
            octaves.addFirst(new Octave(high / 2, high, decibels(all == 0 ? 0 : mean * within / all)));
        }
        return octaves;
    }

    /** Returns a power, a mean square, in decibels; −120 for none. */
    public static double decibels(double power) {
        return 10 * Math.log10(Math.max(power, 1e-12));
    }
}
