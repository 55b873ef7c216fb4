package io.tidecast.models.audio;

import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows of recordings: at each step a network is told the code of the sample before, and the code to come is the
 * target. Every sample of a recording is the target of exactly one window; where a recording is longer than a window, the
 * next one begins earlier by what the network sees, or by half a window where that is more, so that what counts has been
 * told what came before it. Where a window has nothing more to hold, its steps have weight 0.
 *
 * <p>Recordings are read when a window of theirs is asked for. Codes are kept up to a bound, however large the folder is;
 * reading allocates.
 */
public final class SoundExamples implements Examples {
    /** How many samples' codes are kept. */
    private static final long MOST_KEPT = 1 << 25;

    /** How long a recording is at the most to be read and kept as a whole. */
    private static final int WHOLE = 1 << 20;

    /** A window: the recording, its first step there, and how many of its steps an earlier window has counted. */
    private record Place(int recording, int begin, int known) {}

    private final List<Recording> recordings;
    private final SampleCode code;
    private final int window;
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, char[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long samplesKept;

    /**
     * Lays windows over recordings.
     *
     * @param window steps in a window
     * @param reach how many steps a network sees
     */
    SoundExamples(List<Recording> recordings, SampleCode code, int window, int reach) {
        this.recordings = List.copyOf(recordings);
        this.code = code;
        this.window = window;
        int overlap = Math.min(reach - 1, window / 2);
        for (int recording = 0; recording < recordings.size(); recording++) {
            int length = recordings.get(recording).length();
            places.add(new Place(recording, 0, 0));
            for (int done = window; done < length; done += window - overlap) {
                places.add(new Place(recording, done - overlap, overlap));
            }
        }
    }

    @Override
    public int count() {
        return places.size();
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public int outputs() {
        return code.head().parameters();
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        int size = batch.size();
        for (int column = 0; column < size; column++) {
            Place place = places.get(order[from + Math.min(column, count - 1)]);
            Recording recording = recordings.get(place.recording());
            int there = Math.min(window, recording.length() - place.begin());
            int before = Math.min(1, place.begin());
            char[] codes = codes(place.recording(), place.begin() - before, there + before);
            int silence = code.encode(0);
            for (int step = 0; step < window; step++) {
                int at = step * size + column;
                int told = step + before - 1;
                int input = told >= 0 && step < there ? codes[told] : silence;
                put(batch, at, input, step < there ? codes[step + before] : silence);
                batch.weights()[at] = column < count && step < there && step >= place.known() ? 1 : 0;
            }
            for (int label = 0; label < recording.labels().size(); label++) {
                batch.told().labels()[label * size + column] =
                        recording.labels().get(label);
            }
        }
    }

    private void put(Batch batch, int at, int input, int target) {
        switch (code) {
            case MuLaw _ -> {
                batch.inputCodes()[at] = input;
                batch.targetCodes()[at] = target;
            }
            case SixteenBits bits -> {
                batch.inputs()[at] = (float) bits.head().number(input);
                batch.targets()[at] = (float) bits.head().number(target);
            }
        }
    }

    private char[] codes(int index, int first, int count) {
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
