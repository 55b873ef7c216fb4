package io.tidecast.models.audio;

import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Windows of recordings: at each step a network is told the sample before, and the one to come is the target. Every sample
 * of a recording counts in exactly one window, see {@link Crops}; steps that hold nothing, or what another window counts,
 * have weight 0. An epoch of training sees crops of its own.
 *
 * <p>Recordings are read when a window of theirs is asked for. Codes are kept up to a bound, however large the folder is;
 * reading allocates.
 */
public final class SoundExamples implements Examples {
    private final SoundConfig config;
    private final KeptCodes kept;
    private final Optional<LocalRows> local;
    private final Crops crops;
    private final List<List<Crop>> windows;

    /**
     * Lays windows over recordings.
     *
     * @param window steps in a window
     * @param seen how many steps a network sees, and counts in groups
     */
    SoundExamples(List<Recording> recordings, SoundConfig config, int window, TimeMap seen) {
        this.config = config;
        kept = new KeptCodes(recordings, config.code());
        local = config.local().map(columns -> new LocalRows(recordings, columns));
        crops = new Crops(kept.recordings(), window, seen.reach(), seen.period());
        windows = crops.fixed();
    }

    private SoundExamples(
            SoundConfig config, KeptCodes kept, Optional<LocalRows> local, Crops crops, List<List<Crop>> windows) {
        this.config = config;
        this.kept = kept;
        this.local = local;
        this.crops = crops;
        this.windows = windows;
    }

    @Override
    public SoundExamples inEpoch(long seed, int epoch) {
        return new SoundExamples(
                config,
                kept,
                local,
                crops,
                crops.drawn(new SplittableGenerator(seed).split("crops").split(epoch)));
    }

    /** Returns which share of all steps counts, above 0 and at most 1. */
    public double countedShare() {
        long counted = kept.recordings().stream().mapToLong(Recording::length).sum();
        return counted / ((double) crops.window() * windows.size());
    }

    @Override
    public int count() {
        return windows.size();
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int window() {
        return crops.window();
    }

    @Override
    public int outputs() {
        return kept.code().head().parameters();
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        int silence = kept.code().encode(0);
        Arrays.fill(batch.weights(), 0);
        Arrays.fill(batch.told().local(), 0);
        for (int column = 0; column < batch.size(); column++) {
            List<Crop> held = windows.get(order[from + Math.min(column, count - 1)]);
            for (int step = 0; step < window(); step++) {
                put(batch, step * batch.size() + column, silence, silence);
            }
            for (Crop crop : held) {
                fill(crop, batch, column, column < count);
            }
            List<Integer> labels =
                    kept.recordings().get(held.getFirst().recording()).labels();
            config.tell(config.told(labels), batch.told(), column, batch.size());
        }
    }

    private void fill(Crop crop, Batch batch, int column, boolean counts) {
        int before = Math.min(1, crop.begin());
        char[] codes = kept.read(crop.recording(), crop.begin() - before, crop.length() + before);
        int told = before == 1 ? codes[0] : kept.code().encode(0);
        for (int step = 0; step < crop.length(); step++) {
            int at = (crop.at() + step) * batch.size() + column;
            put(batch, at, told, codes[step + before]);
            batch.weights()[at] = counts && step >= crop.known() ? 1 : 0;
            told = codes[step + before];
        }
        local.ifPresent(rows -> rows.tell(crop, batch, column));
    }

    private void put(Batch batch, int at, int input, int target) {
        switch (kept.code()) {
            case MuLaw _ -> {
                batch.inputCodes()[at] = input;
                batch.targetCodes()[at] = target;
            }
            case SixteenBits _ -> {
                batch.inputs()[at] = SixteenBits.number(input);
                batch.targets()[at] = SixteenBits.number(target);
            }
        }
    }
}
