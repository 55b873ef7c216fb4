package io.tidecast.models.audio;

import io.tidecast.models.train.Batch;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told along recordings, read from the disk when it is asked for and kept up to a bound. For one thread. */
final class LocalRows {
    /** How many numbers are kept. */
    private static final long MOST_KEPT = 1 << 24;

    private final List<Recording> recordings;
    private final LocalColumns local;
    private final Map<Integer, float[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long numbersKept;

    LocalRows(List<Recording> recordings, LocalColumns local) {
        this.recordings = List.copyOf(recordings);
        this.local = local;
    }

    /**
     * Puts what is told along a crop into its column of a batch.
     *
     * @param crop begins with a row both in its recording and in its window
     */
    void tell(Crop crop, Batch batch, int column) {
        int every = local.every();
        int rowsOfBatch = Math.ceilDiv(
                batch.inputType().shape().dim(batch.inputType().shape().rank() - 2), every);
        float[] numbers = numbers(crop.recording());
        int count = local.columns().size();
        int last = numbers.length / count - 1;
        int from = Math.toIntExact((recordings.get(crop.recording()).from() + crop.begin()) / every);
        for (int row = 0; row < Math.ceilDiv(crop.length(), every); row++) {
            int there = Math.min(from + row, last);
            for (int i = 0; i < count; i++) {
                int at = i * rowsOfBatch + crop.at() / every + row;
                batch.told().local()[at * batch.size() + column] = numbers[there * count + i];
            }
        }
    }

    private float[] numbers(int index) {
        float[] known = kept.get(index);
        if (known != null) {
            return known;
        }
        Recording recording = recordings.get(index);
        float[] read = local.read(recording.wav(), recording.rate());
        kept.put(index, read);
        numbersKept += read.length;
        Iterator<float[]> oldest = kept.values().iterator();
        while (numbersKept > MOST_KEPT && kept.size() > 1) {
            numbersKept -= oldest.next().length;
            oldest.remove();
        }
        return read;
    }
}
