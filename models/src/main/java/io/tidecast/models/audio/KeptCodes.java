package io.tidecast.models.audio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The codes of recordings, read from the disk when they are asked for and kept up to a bound. For one thread. */
final class KeptCodes {
    /** How many samples' codes are kept. */
    private static final long MOST_KEPT = 1 << 25;

    /** How long a recording is at the most to be read and kept as a whole. */
    private static final int WHOLE = 1 << 20;

    private final List<Recording> recordings;
    private final SampleCode code;
    private final Map<Integer, char[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long samplesKept;

    KeptCodes(List<Recording> recordings, SampleCode code) {
        this.recordings = List.copyOf(recordings);
        this.code = code;
    }

    List<Recording> recordings() {
        return recordings;
    }

    SampleCode code() {
        return code;
    }

    /** Returns the codes of some samples of a recording. */
    char[] read(int index, int first, int count) {
        Recording recording = recordings.get(index);
        if (recording.length() > WHOLE) {
            return encode(recording.read(first, count));
        }
        char[] whole = kept.get(index);
        if (whole == null) {
            whole = encode(recording.read(0, recording.length()));
            kept.put(index, whole);
            samplesKept += whole.length;
            forgetOldest();
        }
        char[] codes = new char[count];
        System.arraycopy(whole, first, codes, 0, count);
        return codes;
    }

    private void forgetOldest() {
        Iterator<char[]> oldest = kept.values().iterator();
        while (samplesKept > MOST_KEPT && kept.size() > 1) {
            samplesKept -= oldest.next().length;
            oldest.remove();
        }
    }

    private char[] encode(float[] samples) {
        char[] codes = new char[samples.length];
        for (int i = 0; i < samples.length; i++) {
            codes[i] = (char) code.encode(samples[i]);
        }
        return codes;
    }
}
