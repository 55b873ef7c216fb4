package io.tidecast.models.audio;

/**
 * Power spectra of frames under a Hann window, by the fast Fourier transform of Cooley and Tukey, 1965. For one thread.
 */
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] window;
    private final double[] real;
    private final double[] imaginary;
    private final double scale;

    /**
     * Prepares transforms.
     *
     * @param size samples of a frame, a power of 2 of at least 2
     */
    Fourier(int size) {
        if (size < 2 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size " + size);
        }
        this.size = size;
        cosines = new double[size];
        window = new double[size];
        double energy = 0;
        for (int i = 0; i < size; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
            energy += window[i] * window[i];
        }
        scale = 1 / (energy * size);
        real = new double[size];
        imaginary = new double[size];
    }

    /** Returns the frame's size that suits a rate: as long as 50 ms, and the next power of 2. */
    static int sizeFor(int rate) {
        return Math.max(16, Integer.highestOneBit(Math.max(1, rate / 20 - 1)) << 1);
    }

    /** Returns how many frequencies there are: multiples of the rate over the size, from 0 to half the rate. */
    int bins() {
        return size / 2 + 1;
    }

    /**
     * Adds the power at each frequency; over all of them it comes to the mean square of the samples under the window.
     *
     * @param first of the frame's samples; beyond the end and before the beginning there is silence
     * @param power is added to, {@link #bins} of them
     */
    void addPower(float[] samples, int first, double[] power) {
        for (int i = 0; i < size; i++) {
            int at = first + i;
            real[i] = at >= 0 && at < samples.length ? samples[at] * window[i] : 0;
            imaginary[i] = 0;
        }
        transform();
        for (int bin = 0; bin < bins(); bin++) {
            double square = real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
            boolean isAlone = bin == 0 || bin == size / 2;
            power[bin] += (isAlone ? 1 : 2) * square * scale;
        }
    }

    private void transform() {
        reverseBits();
        for (int half = 1; half < size; half *= 2) {
            int stride = size / (2 * half);
            for (int begin = 0; begin < size; begin += 2 * half) {
                for (int i = 0; i < half; i++) {
                    double cosine = cosines[i * stride];
                    double sine = -cosines[(i * stride + 3 * size / 4) % size];
                    int upper = begin + i;
                    int lower = upper + half;
                    double re = real[lower] * cosine - imaginary[lower] * sine;
                    double im = real[lower] * sine + imaginary[lower] * cosine;
                    real[lower] = real[upper] - re;
                    imaginary[lower] = imaginary[upper] - im;
                    real[upper] += re;
                    imaginary[upper] += im;
                }
            }
        }
    }

    /** The imaginary parts are all 0 still. */
    private void reverseBits() {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int other = Integer.reverse(i) >>> shift;
            if (other > i) {
                double kept = real[i];
                real[i] = real[other];
                real[other] = kept;
            }
        }
    }
}
