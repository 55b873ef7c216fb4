package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.audio.WavWriter;
import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of recordings to a model of sound, and what can be done with it. */
class SoundTest {
    private static final int RATE = 4_000;

    @TempDir
    private static Path work;

    private static Path folder;
    private static Path model;
    private static JsonView trained;

    /** Two voices: each hums a tone of its own, a little out of tune, with some noise. */
    @BeforeAll
    static void train() throws IOException {
        folder = Files.createDirectory(work.resolve("voices"));
        SplittableRandom random = new SplittableRandom(5);
        for (int take = 0; take < 20; take++) {
            hum("low", take, 150, random);
            hum("high", take, 400, random);
        }
        model = work.resolve("voices.safetensors");
        trained = Terminal.run(training("--epochs", "3", "--out", model.toString()))
                .done()
                .json();
    }

    private static void hum(String voice, int take, double hertz, SplittableRandom random) {
        float[] samples = new float[500 + random.nextInt(400)];
        double tone = hertz * (1 + 0.05 * random.nextDouble());
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * tone * i / RATE) + 0.02 * (random.nextDouble() - 0.5));
        }
        WavWriter.write(folder.resolve(voice + "_" + take + ".wav"), samples, RATE);
    }

    private static String[] training(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "wavenet",
                "--audio",
                folder.toString(),
                "--label",
                "{voice}_*.wav",
                "--test-files",
                "*_[0-4].wav",
                "--validation-files",
                "*_5.wav",
                "--residual",
                "8",
                "--skip",
                "12",
                "--dilations",
                "1,2,4,8",
                "--stacks",
                "1",
                "--classes",
                "64",
                "--crop",
                "256",
                "--batch",
                "8",
                "--learning-rate",
                "0.01",
                "--quiet",
                "--json"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void trainingLearnsMoreThanAGuess() {
        double bits = trained.at("metrics").at("test").at("bits_per_sample").number();
        assertTrue(bits < 5, bits + " bits per sample, where a guess takes 6");
        assertEquals(RATE, trained.at("sample_rate").whole(1, 1_000_000));
    }

    @Test
    void evaluateFindsWhatTrainFound() {
        JsonView again = Terminal.run("evaluate", model.toString(), "--audio", folder.toString(), "--json")
                .done()
                .json();
        for (String part : List.of("train", "validation", "test")) {
            assertEquals(
                    trained.at("metrics").at(part).at("bits_per_sample").number(),
                    again.at("metrics").at(part).at("bits_per_sample").number(),
                    1e-9);
        }
    }

    @Test
    void inspectTellsTheReceptiveFieldInSeconds() {
        JsonView shown =
                Terminal.run("inspect", model.toString(), "--json").done().json();
        assertEquals(16, shown.at("receptive_field").whole(1, 100));
        assertEquals(0.004, shown.at("receptive_seconds").number());
        assertEquals(64, shown.at("classes").whole(2, 65_536));
        String lines = Terminal.run("inspect", model.toString()).done().out();
        assertTrue(lines.contains("16 samples, 0.00400 s at 4,000 Hz"), lines);
        assertTrue(lines.contains("voice (high, low)"), lines);
    }

    @Test
    void aStoppedTrainingComesToTheSameBits() throws IOException {
        Path other = work.resolve("resumed.safetensors");
        Path checkpoint = work.resolve("resumed.checkpoint");
        Terminal.run(training("--epochs", "1", "--checkpoint", checkpoint.toString(), "--out", other.toString()))
                .done();
        JsonView resumed = Terminal.run(training(
                        "--epochs", "3", "--resume", "--checkpoint", checkpoint.toString(), "--out", other.toString()))
                .done()
                .json();
        assertEquals(
                trained.at("metrics").at("test").at("loss").number(),
                resumed.at("metrics").at("test").at("loss").number());
    }

    @Test
    void faultsAreSaidInOneLine() throws IOException {
        Path mixed = Files.createDirectory(work.resolve("mixed"));
        Terminal.run("train", "wavenet", "--audio", mixed.toString())
                .failed(Status.WRONG_INPUT, "has no file whose name ends in .wav");
        WavWriter.write(mixed.resolve("a_1.wav"), new float[400], 8_000);
        WavWriter.write(mixed.resolve("b_1.wav"), new float[400], 16_000);
        Terminal.run("train", "wavenet", "--audio", mixed.toString())
                .failed(Status.WRONG_INPUT, "a_1.wav", "--sample-rate 8000");
        Terminal.run("train", "wavenet", "--audio", mixed.toString(), "--sample-rate", "8000")
                .failed(Status.WRONG_INPUT, "every file is silent");
        Terminal.run("train", "wavenet", "--audio", mixed.toString(), "--label", "{voice}-*.wav")
                .failed(Status.WRONG_INPUT, "fits none of the 2 files", "one is named a_1.wav");
        Terminal.run("train", "conv-gru", "--audio", mixed.toString())
                .failed(Status.WRONG_INPUT, "--audio is for wavenet");
        Terminal.run("train", "wavenet", "--audio", mixed.toString(), "--preset", "book")
                .failed(Status.WRONG_INPUT, "book has no gates");
        Path strangers = Files.createDirectory(work.resolve("strangers"));
        WavWriter.write(strangers.resolve("hugh_1.wav"), new float[400], RATE);
        Terminal.run("evaluate", model.toString(), "--audio", strangers.toString())
                .failed(Status.WRONG_INPUT, "voice 'hugh' is unknown", "it knows high, low");
    }
}
