package io.tidecast.models.audio;

/**
 * Changes the sampling rate by band-limited interpolation: a sinc that lets pass what both rates can carry, under a Kaiser
 * window; see Julius O. Smith, "Digital Audio Resampling", CCRMA, Stanford University, and Kaiser, 1974. Passes what lies
 * below nine tenths of the lower rate's half, and weakens what would fold back by some 90 dB. Before the beginning and
 * after the end there is silence.
 *
 * @param from samples a second that come in
 * @param to samples a second that go out
 */
record Resampler(int from, int to) {
    private static final int ZERO_CROSSINGS = 32;
    private static final double BETA = 9;
    private static final double PASSED = 0.95;
    private static final int PER_CROSSING = 512;
    private static final double[] KERNEL = table();

    /** Returns how many samples come out of some. */
    long length(long samples) {
        return Math.ceilDiv(Math.multiplyExact(samples, (long) to), (long) from);
    }

    /** Reads some of the samples that come in. */
    @FunctionalInterface
    interface Source {
        /** Returns {@code count} samples from the one at {@code first}, all of them there. */
        float[] read(long first, int count);
    }

    /**
     * Returns some of the samples that go out; they are the same however they are asked for.
     *
     * @param available how many come in
     * @param first of those that go out, counted from 0
     */
    float[] read(Source source, long available, long first, int count) {
        double cutoff = PASSED * Math.min(1, (double) to / from);
        double reach = ZERO_CROSSINGS / cutoff;
        long begin = Math.max(0, (long) Math.floor(position(first) - reach));
        long end = Math.min(available, (long) Math.ceil(position(first + count - 1) + reach) + 1);
        float[] in = source.read(begin, Math.toIntExact(end - begin));
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            double position = position(first + i) - begin;
            int left = Math.max(0, (int) Math.ceil(position - reach));
            int right = Math.min(in.length - 1, (int) Math.floor(position + reach));
            double sum = 0;
            for (int at = left; at <= right; at++) {
                sum += in[at] * cutoff * kernel((at - position) * cutoff);
            }
            out[i] = (float) sum;
        }
        return out;
    }

    private double position(long sample) {
        return (double) (sample * from) / to;
    }

    private static double kernel(double x) {
        double place = Math.abs(x) * PER_CROSSING;
        int before = (int) place;
        return KERNEL[before] + (place - before) * (KERNEL[before + 1] - KERNEL[before]);
    }

    private static double[] table() {
        double[] table = new double[ZERO_CROSSINGS * PER_CROSSING + 2];
        for (int i = 0; i < table.length; i++) {
            double x = (double) i / PER_CROSSING;
            double inside = x / ZERO_CROSSINGS;
            double window = bessel(BETA * Math.sqrt(Math.max(0, 1 - inside * inside))) / bessel(BETA);
            table[i] = window * (i == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
        }
        return table;
    }

    /** The modified Bessel function of the first kind and order 0, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            double half = x / (2 * k);
            term *= half * half;
            sum += term;
        }
        return sum;
    }
}
