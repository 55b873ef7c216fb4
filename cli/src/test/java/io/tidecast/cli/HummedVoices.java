package io.tidecast.cli;

import io.tidecast.models.audio.WavWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Recordings of two voices, each of which hums a tone of its own, a little out of tune, with some noise. */
final class HummedVoices {
    static final int RATE = 4_000;

    private HummedVoices() {}

    /** Writes the files into a new folder. */
    static Path record(Path folder) throws IOException {
        Files.createDirectory(folder);
        SplittableRandom random = new SplittableRandom(5);
        for (int take = 0; take < 20; take++) {
            hum(folder.resolve("low_" + take + ".wav"), 150, random);
            hum(folder.resolve("high_" + take + ".wav"), 400, random);
        }
        return folder;
    }

    private static void hum(Path file, double hertz, SplittableRandom random) {
        float[] samples = new float[500 + random.nextInt(400)];
        double tone = hertz * (1 + 0.05 * random.nextDouble());
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * tone * i / RATE) + 0.02 * (random.nextDouble() - 0.5));
        }
        WavWriter.write(file, samples, RATE);
    }

    /** Returns the arguments of a small training on them. */
    static String[] training(Path folder, String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", "wavenet", "--audio", folder.toString()));
        arguments.addAll(List.of("--label", "{voice}_*.wav", "--test-files", "*_[0-4].wav"));
        arguments.addAll(List.of("--validation-files", "*_5.wav", "--residual", "8", "--skip", "12"));
        arguments.addAll(List.of("--dilations", "1,2,4,8", "--stacks", "1", "--crop", "256", "--batch", "8"));
        arguments.addAll(List.of("--learning-rate", "0.01", "--quiet", "--json"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
