package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of notes to a model of them, and what can be done with it. */
class NotesTest {
    @TempDir
    private static Path work;

    private static Path folder;
    private static Path model;
    private static JsonView trained;

    /** Two voices go up and down a scale, the lower one half as fast. */
    @BeforeAll
    static void train() throws IOException {
        folder = work.resolve("scales");
        for (int piece = 0; piece < 12; piece++) {
            String part = piece < 8 ? "train" : piece < 10 ? "valid" : "test";
            write(folder.resolve(part + "/" + piece + ".csv"), scale(40, 3 * piece));
        }
        model = work.resolve("scales.safetensors");
        trained = Terminal.run(training(folder, "--json")).done().json();
    }

    private static String scale(int chords, int from) {
        List<String> lines = new ArrayList<>(List.of("high,low"));
        for (int chord = from; chord < from + chords; chord++) {
            lines.add((60 + Math.abs(chord % 12 - 6)) + "," + (50 + Math.abs(chord / 2 % 6 - 3)));
        }
        return String.join("\n", lines);
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String[] training(Path notes, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                ("train wavenet --chords 12 --shift 6 --residual 12 --skip 16 --dilations 1,2,4,8 --stacks 1 --epochs 12"
                                + " --batch 4 --learning-rate 0.01 --transpose 1 --quiet")
                        .split(" ")));
        arguments.addAll(List.of("--notes", notes.toString(), "--out", model.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void learnsAndIsJudgedByNotes() {
        JsonView test = trained.at("metrics").at("test");
        assertEquals(2 * 5 * 23, test.at("notes").whole(1, 1_000_000));
        assertTrue(test.at("loss").number() < 1.2, test.at("loss").number() + " nats, where a guess takes 3.4");
        assertTrue(test.at("right").number() > 0.6, "right: " + test.at("right").number());
    }

    @Test
    void evaluateFindsWhatTrainFound() {
        JsonView again = Terminal.run("evaluate", model.toString(), "--notes", folder.toString(), "--json")
                .done()
                .json();
        for (String part : List.of("train", "validation", "test")) {
            assertEquals(
                    trained.at("metrics").at(part).at("loss").number(),
                    again.at("metrics").at(part).at("loss").number(),
                    1e-9);
        }
        String table = Terminal.run("evaluate", model.toString(), "--notes", folder.toString())
                .done()
                .out();
        assertTrue(table.contains("nats per note"), table);
    }

    @Test
    void generatesTheSameMusicFromTheSameSeed() throws IOException {
        Path out = work.resolve("song");
        Terminal.run("generate", model.toString(), "--chords", "20", "--seed", "3", "--out", out.toString())
                .done();
        byte[] midi = Files.readAllBytes(work.resolve("song.mid"));
        assertEquals("MThd", new String(midi, 0, 4, StandardCharsets.US_ASCII));
        byte[] wav = Files.readAllBytes(work.resolve("song.wav"));
        assertEquals("RIFF", new String(wav, 0, 4, StandardCharsets.US_ASCII));
        Path again = work.resolve("again.mid");
        String said = Terminal.run(
                        "generate", model.toString(), "--chords", "20", "--seed", "3", "--out", again.toString())
                .done()
                .out();
        assertArrayEquals(midi, Files.readAllBytes(again));
        assertTrue(said.contains("20 chords of 2 voices"), said);
        assertTrue(!Arrays.equals(wild(3), wild(4)));
        JsonView gone = Terminal.run(
                        "generate",
                        model.toString(),
                        "--begin",
                        folder.resolve("test/10.csv").toString(),
                        "--chords",
                        "5",
                        "--out",
                        again.toString(),
                        "--json")
                .done()
                .json();
        assertEquals(45, gone.at("chords").whole(1, 100));
    }

    /** What the network says is nearly certain, so that seeds differ where it is not taken at its word. */
    private static byte[] wild(int seed) throws IOException {
        Path out = work.resolve("wild.mid");
        Terminal.run(
                        "generate",
                        model.toString(),
                        "--temperature",
                        "5",
                        "--seed",
                        Integer.toString(seed),
                        "--out",
                        out.toString())
                .done();
        return Files.readAllBytes(out);
    }

    @Test
    void inspectTellsVoicesAndNotes() {
        String lines = Terminal.run("inspect", model.toString()).done().out();
        assertTrue(lines.contains("notes of 2 voices, each silent or from 49 to 67"), lines);
        assertTrue(lines.contains("16 notes"), lines);
    }

    @Test
    void aConvGruLearnsNotesToo() {
        Path other = work.resolve("recurrent.safetensors");
        JsonView test = Terminal.run(
                        ("train conv-gru --chords 12 --shift 6 --filters 12 --kernel 3 --stride 1 --layers 1"
                                        + " --units 20 --epochs 12 --batch 4 --learning-rate 0.01 --quiet --json --notes")
                                .concat(" " + folder + " --out " + other)
                                .split(" "))
                .done()
                .json();
        assertEquals("conv-gru", test.at("model").text());
        assertEquals(2 * 5 * 23, test.at("metrics").at("test").at("notes").whole(1, 1_000_000));
        double nats = test.at("metrics").at("test").at("loss").number();
        assertTrue(nats < 1.2, nats + " nats, where a guess takes 3.3");
        JsonView again = Terminal.run("evaluate", other.toString(), "--notes", folder.toString(), "--json")
                .done()
                .json();
        assertEquals("conv-gru", again.at("model").text());
        assertEquals(nats, again.at("metrics").at("test").at("loss").number(), 1e-9);
        String layers = Terminal.run("inspect", other.toString()).done().out();
        assertTrue(layers.contains("GRU 20 units") && layers.contains("receptive field: all that came before"), layers);
        String said = Terminal.run(
                        "generate",
                        other.toString(),
                        "--chords",
                        "7",
                        "--out",
                        work.resolve("recurrent").toString())
                .done()
                .out();
        assertTrue(said.contains("7 chords of 2 voices"), said);
    }

    @Test
    void faultsAreSaidInOneLine() throws IOException {
        Path empty = Files.createDirectory(work.resolve("empty"));
        Terminal.run(training(empty)).failed(Status.WRONG_INPUT, "has no file whose name ends in .csv");
        Path wrong = work.resolve("wrong");
        write(wrong.resolve("a.csv"), "high,low\n60,50\nsixty,50\n");
        Terminal.run(training(wrong)).failed(Status.WRONG_INPUT, "a.csv:3: column 'high': found 'sixty'");
        write(wrong.resolve("a.csv"), "high,low\n60,50\n60,128\n");
        Terminal.run(training(wrong)).failed(Status.WRONG_INPUT, "a.csv:3: column 'low': found '128'");
        Path untested = work.resolve("untested");
        write(untested.resolve("train/a.csv"), scale(20, 0));
        write(untested.resolve("valid/a.csv"), scale(20, 0));
        Terminal.run(training(untested)).failed(Status.WRONG_INPUT, "no notes are in the test part");
        Terminal.run("train", "lstm", "--notes", folder.toString())
                .failed(Status.WRONG_INPUT, "--notes is for conv-gru and wavenet, found lstm");
        Terminal.run("train", "conv-gru", "--notes", folder.toString(), "--dilations", "1,2")
                .failed(Status.WRONG_INPUT, "--dilations is no option of conv-gru; it has --activation, --filters");
        Terminal.run("train", "conv-gru", "--notes", folder.toString(), "--preset", "small")
                .failed(Status.WRONG_INPUT, "--preset is no option of conv-gru");
        Terminal.run(training(folder, "--audio", folder.toString())).failed(Status.WRONG_INPUT, "--audio and --notes");
        Terminal.run("generate", model.toString(), "--voices", "2").failed(Status.WRONG_INPUT, "is a model of notes");
        Path stranger = write(work.resolve("stranger.csv"), "high,low\n90,50\n");
        Terminal.run(
                        "generate",
                        model.toString(),
                        "--begin",
                        stranger.toString(),
                        "--out",
                        work.resolve("x.mid").toString())
                .failed(Status.WRONG_INPUT, "chord 1: found note 90, expected 49 to 67");
    }
}
