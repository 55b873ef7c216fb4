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
    private int count;

    /**
     * Begins with silence before the first sample.
     *
     * @param told for each voice the codes of the labels, in the order of {@link SoundConfig#labels}
     * @param temperature see {@link io.tidecast.models.generate.Sampler}
     * @param seed a voice comes to the same whatever voices there are beside it
     * @param longest how many samples a voice may come to, with those that are given
     */
    public SoundGenerator(
            Backend backend, SoundModel model, List<List<Integer>> told, double temperature, long seed, int longest) {
        code = model.config().code();
        codes = new char[told.size()][longest];
        stepped = new SteppedNetwork(backend, model.network(), model.weights(), told.size());
        generation = new Generation(stepped, code.encode(0), temperature, seed);
        for (int voice = 0; voice < codes.length; voice++) {
            List<Integer> labels = told.get(voice);
            for (int label = 0; label < labels.size(); label++) {
                generation.told().labels()[label * codes.length + voice] = labels.get(label);
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
