package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.audio.WavReader;
import io.tidecast.models.audio.WavWriter;
import io.tidecast.models.file.JsonView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of recordings to a model of sound, and what can be done with it. */
class SoundTest {
    private static final int RATE = HummedVoices.RATE;

    @TempDir
    private static Path work;

    private static Path folder;
    private static Path model;
    private static JsonView trained;

    @BeforeAll
    static void train() throws IOException {
        folder = HummedVoices.record(work.resolve("voices"));
        model = work.resolve("voices.safetensors");
        trained = Terminal.run(training("--epochs", "3", "--classes", "64", "--out", model.toString()))
                .done()
                .json();
    }

    private static String[] training(String... more) {
        return HummedVoices.training(folder, more);
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
        Terminal.run(training(
                        "--epochs",
                        "1",
                        "--classes",
                        "64",
                        "--checkpoint",
                        checkpoint.toString(),
                        "--out",
                        other.toString()))
                .done();
        JsonView resumed = Terminal.run(training(
                        "--epochs",
                        "3",
                        "--classes",
                        "64",
                        "--resume",
                        "--checkpoint",
                        checkpoint.toString(),
                        "--out",
                        other.toString()))
                .done()
                .json();
        assertEquals(
                trained.at("metrics").at("test").at("loss").number(),
                resumed.at("metrics").at("test").at("loss").number());
    }

    private static String[] generation(String... more) {
        List<String> arguments = new ArrayList<>(List.of("generate", model.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void generateMakesUpWhatSoundsLikeTheVoiceItWasTold() throws IOException {
        Path out = work.resolve("sung.wav");
        Path drawing = work.resolve("sung.svg");
        JsonView made = Terminal.run(generation(
                        "--condition",
                        "voice=high,low",
                        "--voices",
                        "4",
                        "--seconds",
                        "0.25",
                        "--temperature",
                        "0.8",
                        "--seed",
                        "3",
                        "--out",
                        out.toString(),
                        "--spectrogram",
                        drawing.toString(),
                        "--against",
                        folder.toString(),
                        "--json"))
                .done()
                .json();
        assertEquals(1000, made.at("samples").whole(0, 10_000));
        assertEquals(
                List.of("high", "low", "high", "low"),
                made.at("voices").items().stream()
                        .map(voice -> voice.at("conditions").at("voice").text())
                        .toList());
        double level = made.at("against").at("generated").at("level").number();
        assertTrue(level > 0.05 && level < 0.8, "level " + level + " beside 0.28");
        for (int voice = 1; voice <= 4; voice++) {
            assertEquals(1000, WavReader.read(work.resolve("sung-" + voice + ".wav"), RATE, 1).length);
        }
        assertTrue(Files.readString(drawing).contains("recorded</text>"));
        Path alone = work.resolve("alone.wav");
        Terminal shown = Terminal.run(generation(
                        "--condition",
                        "voice=high",
                        "--seconds",
                        "0.25",
                        "--temperature",
                        "0.8",
                        "--seed",
                        "3",
                        "--out",
                        alone.toString()))
                .done();
        assertTrue(shown.out().startsWith(alone + ": 0.25 s, voice high\n"), shown.out());
        assertTrue(shown.err().contains("generate: sample 1,000/1,000, "), shown.err());
        assertArrayEquals(Files.readAllBytes(work.resolve("sung-1.wav")), Files.readAllBytes(alone));
    }

    @Test
    void generateGoesOnFromABeginning() throws IOException {
        Path out = work.resolve("on.wav");
        Path begin = folder.resolve("low_0.wav");
        Path drawing = work.resolve("on.png");
        Terminal.run(generation(
                        "--condition",
                        "voice=low",
                        "--seconds",
                        "0.05",
                        "--begin",
                        begin.toString(),
                        "--out",
                        out.toString(),
                        "--spectrogram",
                        drawing.toString()))
                .done();
        float[] given = WavReader.read(begin, RATE, 1);
        float[] whole = WavReader.read(out, RATE, 1);
        assertEquals(given.length + 200, whole.length);
        for (int i = 0; i < given.length; i++) {
            assertEquals(given[i], whole[i], 0.05);
        }
        assertEquals((byte) 'P', Files.readAllBytes(drawing)[1]);
    }

    @Test
    void whatGenerateCannotDoIsSaidInOneLine() {
        String known = "it knows voice (high, low)";
        Terminal.run(generation()).failed(Status.WRONG_INPUT, "--condition: the network has to be told voice", known);
        Terminal.run(generation("--condition", "voice=hihg"))
                .failed(Status.WRONG_INPUT, "voice 'hihg' is unknown", "did you mean 'high'?", "it knows high, low");
        Terminal.run(generation("--condition", "vioce=high"))
                .failed(Status.WRONG_INPUT, "'vioce' is no label of the model", "did you mean 'voice'?", known);
        Terminal.run(generation("--condition", "high")).failed(Status.WRONG_INPUT, "expected LABEL=VALUE", known);
        Terminal.run(generation("--condition", "voice=high", "--condition", "voice=low"))
                .failed(Status.WRONG_INPUT, "voice is given twice");
        Terminal.run(generation("--temperature", "-1")).failed(Status.WRONG_INPUT, "--temperature: found -1.0");
        Terminal.run(generation("--seconds", "0")).failed(Status.WRONG_INPUT, "--seconds: found 0.0");
        Terminal.run(generation("--seconds", "4000")).failed(Status.WRONG_INPUT, "expected at most 3600");
        Terminal.run(generation("--voices", "0")).failed(Status.WRONG_INPUT, "--voices: found 0");
        Terminal.run(generation("--condition", "voice=low", "--begin", model.toString()))
                .failed(Status.WRONG_INPUT, "voices.safetensors: ");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void interruptedGenerationIsKept() throws IOException, InterruptedException {
        Process process = new OwnProcess(work, List.of())
                .command(generation(
                        "--condition", "voice=low", "--seconds", "20", "--backend", "ejml", "--out", "long.wav"))
                .start();
        String said;
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String first = err.readLine();
            OwnProcess.interrupt(process);
            said = first + err.lines().collect(Collectors.joining("\n"));
        }
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        assertTrue(said.contains("samples; what there is of them is written"), said);
        assertTrue(WavReader.read(work.resolve("long.wav"), RATE, 20).length > 0);
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
                .failed(Status.WRONG_INPUT, "each of the 2 files is silent");
        Terminal.run("train", "wavenet", "--audio", mixed.toString(), "--label", "{voice}-*.wav")
                .failed(Status.WRONG_INPUT, "fits none of the 2 files", "one is named a_1.wav");
        Terminal.run("train", "gru", "--audio", mixed.toString())
                .failed(Status.WRONG_INPUT, "--audio is for conv-gru and wavenet, found gru");
        Terminal.run("train", "conv-gru", "--audio", mixed.toString(), "--stacks", "2")
                .failed(Status.WRONG_INPUT, "--stacks is no option of conv-gru");
        Terminal.run("train", "wavenet", "--audio", mixed.toString(), "--preset", "book")
                .failed(Status.WRONG_INPUT, "book has no gates");
        Path strangers = Files.createDirectory(work.resolve("strangers"));
        WavWriter.write(strangers.resolve("hugh_1.wav"), new float[400], RATE);
        Terminal.run("evaluate", model.toString(), "--audio", strangers.toString())
                .failed(Status.WRONG_INPUT, "voice 'hugh' is unknown", "it knows high, low");
    }
}
