package io.tidecast.models.audio;

/**
 * What listening to a whole recording once tells of it.
 *
 * @param peak the size of its loudest sample
 * @param clipped how many samples lie at the very end of the range
 * @param checksum of all samples
 * @param first the first sample that is not quieter than the threshold
 * @param last the last one
 */
record Survey(float peak, long clipped, long checksum, int first, int last) {
    private static final float FULL_SCALE = 0.9999f;
    private static final float SILENCE = 1e-3f;
    private static final int CLIPPED_SAMPLES = 4;
    private static final int STRETCH = 1 << 16;

    /** Reads a recording, a stretch at a time. */
    static Survey of(Recording recording, double trimDecibels) {
        float peak = 0;
        long clipped = 0;
        long checksum = 0;
        for (int at = 0; at < recording.length(); at += STRETCH) {
            for (float sample : recording.read(at, Math.min(STRETCH, recording.length() - at))) {
                peak = Math.max(peak, Math.abs(sample));
                clipped += Math.abs(sample) >= FULL_SCALE ? 1 : 0;
                checksum = 31 * checksum + Float.floatToIntBits(sample);
            }
        }
        if (trimDecibels == 0) {
            return new Survey(peak, clipped, checksum, 0, recording.length() - 1);
        }
        float threshold = (float) (peak * Math.pow(10, trimDecibels / 20));
        int first = recording.length();
        int last = -1;
        for (int at = 0; at < recording.length(); at += STRETCH) {
            float[] samples = recording.read(at, Math.min(STRETCH, recording.length() - at));
            for (int i = 0; i < samples.length; i++) {
                if (Math.abs(samples[i]) >= threshold) {
                    first = Math.min(first, at + i);
                    last = at + i;
                }
            }
        }
        return new Survey(peak, clipped, checksum, first, last);
    }

    boolean isSilent() {
        return peak < SILENCE;
    }

    boolean isClipped() {
        return clipped >= CLIPPED_SAMPLES;
    }
}
