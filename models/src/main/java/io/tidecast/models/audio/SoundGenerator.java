package io.tidecast.models.audio;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.generate.Generation;
import io.tidecast.models.step.SteppedNetwork;
import java.util.Arrays;
import java.util.List;

/**
 * Sound that a model makes up, sample by sample, in one voice or several at once. It begins as recordings do in training,
 * from silence, or goes on from given sound. For one thread.
 */
public final class SoundGenerator implements AutoCloseable {
    private final SteppedNetwork stepped;
    private final Generation generation;
    private final SampleCode code;
    private final char[][] codes;
    private final int every;
    private final float[] local;
    private int count;

    /**
     * Begins with silence before the first sample.
     *
     * @param told what the network is told all along each voice
     * @param local what it is told along every voice, see {@link LocalColumns#read(java.nio.file.Path, long)}; of no
     *     elements where nothing is
     * @param temperature see {@link io.tidecast.models.generate.Sampler}
     * @param seed a voice comes to the same whatever voices there are beside it
     * @param longest how many samples a voice may come to, with those that are given
     */
    public SoundGenerator(
            Backend backend,
            SoundModel model,
            List<VoiceTold> told,
            float[] local,
            double temperature,
            long seed,
            int longest) {
        code = model.config().code();
        codes = new char[told.size()][longest];
        stepped = new SteppedNetwork(backend, model.network(), model.weights(), told.size());
        generation = new Generation(stepped, code.encode(0), temperature, seed);
        for (int voice = 0; voice < codes.length; voice++) {
            model.config().tell(told.get(voice), generation.told(), voice, codes.length);
        }
        this.local = local;
        every = model.config().local().map(LocalColumns::every).orElse(1);
        tellAlong();
    }

    /** Tells all voices the row of the sample that is next; beyond the last one that holds. */
    private void tellAlong() {
        float[] told = generation.told().local();
        if (told.length > 0 && count % every == 0) {
            int columns = told.length / codes.length;
            int row = Math.min(count / every, local.length / columns - 1);
            for (int i = 0; i < told.length; i++) {
                told[i] = local[row * columns + i / codes.length];
            }
        }
    }

    /** Gives every voice the same next samples, in −1 to 1. */
    public void follow(float[] samples) {
        int[] given = new int[codes.length];
        for (float sample : samples) {
            Arrays.fill(given, code.encode(sample));
            generation.follow(given);
            keep(given);
        }
    }

    /** Makes up the next sample of each voice. */
    public void next() {
        keep(generation.next());
    }

    private void keep(int[] next) {
        for (int voice = 0; voice < codes.length; voice++) {
            codes[voice][count] = (char) next[voice];
        }
        count++;
        tellAlong();
    }

    /** Returns how many samples there are of each voice so far, given or made up. */
    public int count() {
        return count;
    }

    /** Returns the samples of a voice so far, in −1 to 1. */
    public float[] samples(int voice) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = code.decode(codes[voice][i]);
        }
        return samples;
    }

    @Override
    public void close() {
        generation.close();
        stepped.close();
    }
}
