package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.audio.WavReader;
import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of sound that is told numbers in place of a label and rows along each recording, and has a context. */
class ToldSoundTest {
    private static final int ROWS_A_SECOND = 100;

    @TempDir
    private static Path work;

    private static Path folder;
    private static Path vectors;
    private static Path model;
    private static JsonView trained;

    @BeforeAll
    static void train() throws IOException {
        folder = HummedVoices.record(work.resolve("voices"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path wav : files.toList()) {
                int samples = WavReader.read(wav, HummedVoices.RATE, 1).length;
                Files.writeString(Path.of(wav.toString().replace(".wav", ".csv")), rows(samples));
            }
        }
        vectors = Files.writeString(work.resolve("voices.csv"), "voice,hertz\nlow,150\nhigh,400\n");
        model = work.resolve("told.safetensors");
        trained = Terminal.run(training("--vectors", vectors.toString())).done().json();
    }

    private static String rows(int samples) {
        StringBuilder table = new StringBuilder("effort,breath\n");
        for (int row = 0; row * HummedVoices.RATE < samples * ROWS_A_SECOND; row++) {
            table.append(row % 7).append(',').append(row % 2).append('\n');
        }
        return table.toString();
    }

    private static String[] training(String... more) {
        List<String> arguments = new ArrayList<>(List.of(HummedVoices.training(folder, more)));
        arguments.addAll(List.of("--epochs", "2", "--classes", "64", "--local-rate", "100"));
        arguments.addAll(List.of("--local-upsampling", "learned", "--context-pool", "16", "--context-channels", "4"));
        arguments.addAll(List.of("--context-dilations", "1,2", "--out", model.toString()));
        return arguments.toArray(String[]::new);
    }

    private static String[] generation(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("generate", model.toString(), "--seconds", "0.1"));
        arguments.addAll(List.of("--seed", "3", "--out", out.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void evaluateFindsWhatTrainingFound() {
        double bits = trained.at("metrics").at("test").at("bits_per_sample").number();
        assertTrue(bits > 0.5 && bits < 5, "bits " + bits + " of 6");
        JsonView judged = Terminal.run("evaluate", model.toString(), "--audio", folder.toString(), "--json")
                .done()
                .json();
        assertEquals(bits, judged.at("metrics").at("test").at("bits_per_sample").number(), 1e-6);
    }

    @Test
    void inspectTellsOfIt() {
        Terminal shown = Terminal.run("inspect", model.toString()).done();
        for (String told : List.of(
                "told a vector of 1, 2 numbers every 40 steps; context of 2 gated convolutions of 4 channels over means of"
                        + " 16 steps",
                "of voice it is told hertz",
                "along each recording effort, breath, 100 rows a second, learned")) {
            assertTrue(shown.out().contains(told), shown.out());
        }
        assertTrue(shown.out().contains("94 samples"), shown.out());
    }

    @Test
    void aVoiceIsToldByNameOrByNumbers() throws IOException {
        Path along = Files.writeString(work.resolve("along.csv"), rows(400));
        Path named = work.resolve("named.wav");
        Path numbered = work.resolve("numbered.wav");
        Path between = work.resolve("between.wav");
        Terminal.run(generation(named, "--local", along.toString(), "--condition", "voice=high"))
                .done();
        Terminal.run(generation(numbered, "--local", along.toString(), "--condition", "hertz=400"))
                .done();
        Terminal.run(generation(between, "--local", along.toString(), "--condition", "hertz=-2000"))
                .done();
        assertArrayEquals(Files.readAllBytes(named), Files.readAllBytes(numbered));
        assertFalse(Arrays.equals(Files.readAllBytes(named), Files.readAllBytes(between)));
        Path other = Files.writeString(
                work.resolve("other.csv"), rows(400).replace('6', '9').replace('1', '5'));
        Path changed = work.resolve("changed.wav");
        Terminal.run(generation(changed, "--local", other.toString(), "--condition", "voice=high"))
                .done();
        assertFalse(Arrays.equals(Files.readAllBytes(named), Files.readAllBytes(changed)));
    }

    @Test
    void aConvGruReadsWhatIsToldAlong() throws IOException {
        Path gru = work.resolve("gru.safetensors");
        String[] training = ("train conv-gru --audio " + folder
                        + " --filters 8 --layers 1 --units 12 --crop 256 --batch 8"
                        + " --epochs 1 --classes 64 --local-rate 100 --quiet --out " + gru)
                .split(" ");
        Terminal.run(training).done();
        Terminal shown = Terminal.run("inspect", gru.toString()).done();
        assertTrue(shown.out().contains("beside 2 numbers every 40 steps"), shown.out());
        List<byte[]> heard = new ArrayList<>();
        for (String rows : List.of(rows(400), rows(400).replace('6', '9'))) {
            Path along = Files.writeString(work.resolve("rows" + heard.size() + ".csv"), rows);
            Path out = work.resolve("heard" + heard.size() + ".wav");
            String generation = "generate " + gru + " --seconds 0.1 --local " + along + " --out " + out;
            Terminal.run(generation.split(" ")).done();
            heard.add(Files.readAllBytes(out));
        }
        assertFalse(Arrays.equals(heard.getFirst(), heard.getLast()));
        String[] thinned = Stream.concat(Arrays.stream(training), Stream.of("--stride", "2"))
                .toArray(String[]::new);
        Terminal.run(thinned).failed(Status.WRONG_INPUT, "found a stride of 2", "(--stride 1)", "(--local-rate)");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        Path out = work.resolve("none.wav");
        Path along = Files.writeString(work.resolve("short.csv"), "effort,breath\n1,2\n");
        Terminal.run(generation(out, "--condition", "voice=high"))
                .failed(Status.WRONG_INPUT, "--local", "effort, breath, a row for each 40 samples");
        Terminal.run(generation(out, "--condition", "voice=high", "--local", along.toString()))
                .failed(Status.WRONG_INPUT, "has 1 rows, expected 10");
        Terminal.run(generation(out, "--condition", "hertz=loud", "--local", along.toString()))
                .failed(Status.WRONG_INPUT, "--condition: hertz: found 'loud', expected a number");
        Terminal.run(generation(out, "--condition", "herz=3"))
                .failed(Status.WRONG_INPUT, "'herz' is no label of the model", "did you mean 'hertz'?");
        Path few = Files.writeString(work.resolve("few.csv"), "voice,hertz\nlow,150\n");
        Terminal.run(training("--vectors", few.toString())).failed(Status.WRONG_INPUT, "has no row of voice 'high'");
        Terminal.run("train", "wavenet", "--audio", folder.toString(), "--vectors", vectors.toString())
                .failed(Status.WRONG_INPUT, "--vectors", "name them with --label");
        Terminal.run("train", "wavenet", "--audio", folder.toString(), "--local-upsampling", "learned")
                .failed(Status.WRONG_INPUT, "give --local-rate too");
        Terminal.run("train", "wavenet", "--audio", folder.toString(), "--context-channels", "4")
                .failed(Status.WRONG_INPUT, "--context-pool is missing");
    }
}
