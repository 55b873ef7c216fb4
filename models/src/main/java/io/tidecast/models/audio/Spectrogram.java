package io.tidecast.models.audio;

import java.util.Arrays;

/** How the power of a sound is spread over frequencies as time passes. */
public final class Spectrogram {
    private static final double BETWEEN_SECONDS = 0.005;

    private final int bins;
    private final float[] decibels;

    private Spectrogram(int bins, float[] decibels) {
        this.bins = bins;
        this.decibels = decibels;
    }

    /** Returns that of samples in −1 to 1, a frame every 5 ms. */
    public static Spectrogram of(float[] samples, int rate) {
        int size = Fourier.sizeFor(rate) / 2;
        Fourier fourier = new Fourier(size);
        int apart = Math.max(1, (int) Math.round(BETWEEN_SECONDS * rate));
        int frames = Math.max(1, samples.length / apart);
        float[] decibels = new float[frames * fourier.bins()];
        double[] power = new double[fourier.bins()];
        for (int frame = 0; frame < frames; frame++) {
            Arrays.fill(power, 0);
            fourier.addPower(samples, frame * apart + apart / 2 - size / 2, power);
            for (int bin = 0; bin < power.length; bin++) {
                decibels[frame * power.length + bin] = (float) SoundStatistics.decibels(power[bin]);
            }
        }
        return new Spectrogram(fourier.bins(), decibels);
    }

    /** Returns how many moments there are. */
    public int frames() {
        return decibels.length / bins;
    }

    /** Returns how many frequencies there are, evenly from 0 to half the rate. */
    public int bins() {
        return bins;
    }

    /** Returns the power at a moment and a frequency. */
    public float decibels(int frame, int bin) {
        return decibels[frame * bins + bin];
    }
}
