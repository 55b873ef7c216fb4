package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.audio.WavReader;
import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mixture over samples of 16 bits as the head of sound: trained, judged, told and heard. */
class SoundMixtureTest {
    @TempDir
    private static Path work;

    private static Path folder;
    private static Path model;
    private static JsonView trained;

    @BeforeAll
    static void train() throws IOException {
        folder = HummedVoices.record(work.resolve("voices"));
        model = work.resolve("mixture.safetensors");
        trained = Terminal.run(training("--epochs", "8", "--out", model.toString()))
                .done()
                .json();
    }

    private static String[] training(String... more) {
        String[] all = HummedVoices.training(folder, more);
        String[] told = new String[all.length + 2];
        System.arraycopy(all, 0, told, 0, all.length);
        told[all.length] = "--head";
        told[all.length + 1] = "mixture=3";
        return told;
    }

    /** Of a tone with noise of ±0.01, which is 655 levels, no network can tell more than those 9.4 bits leave over. */
    @Test
    void trainingLearnsMoreThanAGuess() {
        double bits = trained.at("metrics").at("test").at("bits_per_sample").number();
        assertTrue(bits > 9.3 && bits < 13, bits + " bits per sample of 16 bits");
        assertEquals(65_536, trained.at("codes").whole(2, 65_536));
        assertEquals("mixture=3", trained.at("head").text());
    }

    @Test
    void evaluateFindsWhatTrainFoundAndSaysOfWhichSamples() {
        JsonView again = Terminal.run("evaluate", model.toString(), "--audio", folder.toString(), "--json")
                .done()
                .json();
        assertEquals(
                trained.at("metrics").at("test").at("bits_per_sample").number(),
                again.at("metrics").at("test").at("bits_per_sample").number(),
                1e-9);
        String table = Terminal.run("evaluate", model.toString(), "--audio", folder.toString())
                .done()
                .out();
        assertTrue(table.contains("bits per sample of 16 bits"), table);
    }

    @Test
    void inspectTellsTheHead() {
        JsonView shown =
                Terminal.run("inspect", model.toString(), "--json").done().json();
        assertEquals("mixture=3", shown.at("head").text());
        assertTrue(shown.find("classes").isEmpty());
        String lines = Terminal.run("inspect", model.toString()).done().out();
        assertTrue(lines.contains("mixture of 3 logistic distributions over samples of 16 bits"), lines);
    }

    @Test
    void aStoppedTrainingComesToTheSameBits() {
        Path other = work.resolve("resumed.safetensors");
        Path checkpoint = work.resolve("resumed.checkpoint");
        Terminal.run(training("--epochs", "2", "--checkpoint", checkpoint.toString(), "--out", other.toString()))
                .done();
        JsonView resumed = Terminal.run(training(
                        "--epochs", "8", "--resume", "--checkpoint", checkpoint.toString(), "--out", other.toString()))
                .done()
                .json();
        assertEquals(
                trained.at("metrics").at("test").at("loss").number(),
                resumed.at("metrics").at("test").at("loss").number());
    }

    @Test
    void generateGoesOnFromTheVerySamplesOfABeginning() throws IOException {
        Path out = work.resolve("on.wav");
        Path begin = folder.resolve("low_0.wav");
        Path drawing = work.resolve("on.svg");
        JsonView made = Terminal.run(
                        "generate",
                        model.toString(),
                        "--condition",
                        "voice=low",
                        "--seconds",
                        "0.25",
                        "--temperature",
                        "0.7",
                        "--begin",
                        begin.toString(),
                        "--out",
                        out.toString(),
                        "--spectrogram",
                        drawing.toString(),
                        "--against",
                        folder.toString(),
                        "--json")
                .done()
                .json();
        float[] given = WavReader.read(begin, HummedVoices.RATE, 1);
        float[] whole = WavReader.read(out, HummedVoices.RATE, 1);
        assertEquals(given.length + 1_000, whole.length);
        for (int i = 0; i < given.length; i++) {
            assertEquals(given[i], whole[i]);
        }
        double level = made.at("against").at("generated").at("level").number();
        assertTrue(level > 0.05 && level < 0.8, "level " + level + " beside 0.28");
        assertTrue(Files.readString(drawing).contains("recorded</text>"));
    }

    @Test
    void headsAreNamed() {
        String[] other = HummedVoices.training(folder, "--head", "gaussian");
        Terminal.run(other)
                .failed(
                        Status.WRONG_INPUT,
                        "--head: found 'gaussian', expected of sound softmax",
                        "such as mixture=10");
        Terminal.run(training("--classes", "64"))
                .failed(Status.WRONG_INPUT, "--classes is for the head softmax, found mixture=3");
        Terminal.run(HummedVoices.training(folder, "--head", "mixture=0"))
                .failed(Status.WRONG_INPUT, "--head: components of a mixture: found 0");
        Terminal.run(HummedVoices.training(folder, "--loss", "mae")).failed(Status.WRONG_INPUT, "choose cross-entropy");
        assertFalse(Files.exists(Path.of("wavenet-voices.safetensors")));
    }
}
