package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option that says how exactly products are computed, on every command that opens a backend. */
class PrecisionTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void nameTheModel() {
        model = folder.resolve("sines.safetensors");
    }

    private Terminal train(String backend, String precision, String... more) throws IOException {
        List<String> args = List.of(
                "train",
                "linear",
                "--example",
                "sines",
                "--epochs",
                "1",
                "--quiet",
                "--out",
                model.toString(),
                "--backend",
                backend,
                "--precision",
                precision);
        return WrongBackends.run(
                folder, Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    }

    static Stream<List<String>> commandsThatCompute() {
        return Stream.of(
                List.of("train", "linear", "--example", "sines", "--backend", "cpu"),
                List.of("reproduce", "book", "--quick", "--epochs", "1", "--backend", "ejml"),
                List.of("bench", "--rows", "conv-gru-inference", "--backends", "cpu"),
                List.of("verify", "linear", "--backends", "cpu,ejml"),
                List.of("verify", "linear", "--backends", "nd4j,ejml"));
    }

    @ParameterizedTest
    @MethodSource("commandsThatCompute")
    void backendsWithoutTensorCoresRefuse(List<String> command) {
        Terminal shown = Terminal.run(Stream.concat(command.stream(), Stream.of("--precision", "bf16"))
                .toArray(String[]::new));
        assertEquals(Status.WRONG_INPUT, shown.status(), shown.err());
        assertTrue(shown.err().contains("has no precision bf16"), shown.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "forecast"})
    void whatReadsAModelHasTheOptionToo(String command) throws IOException {
        train("cpu", "f32").done();
        Terminal refused = Terminal.run(command, model.toString(), "--example", "sines", "--precision", "tf32");
        assertEquals(Status.WRONG_INPUT, refused.status());
        assertTrue(refused.err().contains("backend cpu has no precision tf32"), refused.err());
        JsonView taken = WrongBackends.run(
                        folder,
                        command,
                        model.toString(),
                        "--example",
                        "sines",
                        "--backend",
                        WrongBackends.Obliging.NAME,
                        "--precision",
                        "tf32",
                        "--json")
                .done()
                .json();
        assertEquals("tf32", taken.at("precision").text());
    }

    @Test
    void theModelKeepsItAndTrainingTellsIt() throws IOException {
        Terminal shown = train(WrongBackends.Obliging.NAME, "bf16").done();
        assertTrue(shown.out().contains(" on obliging in bf16: 1 epoch"), shown.out());
        assertTrue(Terminal.run("inspect", model.toString()).done().out().contains(" on obliging in bf16, weights"));
        JsonView kept =
                Terminal.run("inspect", model.toString(), "--json").done().json();
        assertEquals("bf16", kept.at("training").at("precision").text());
    }

    @Test
    void singleIsUsual() throws IOException {
        assertEquals(
                "f32",
                train("cpu", "f32", "--json").done().json().at("precision").text());
        Terminal usual = Terminal.run("evaluate", model.toString(), "--example", "sines", "--json")
                .done();
        assertEquals("f32", usual.json().at("precision").text());
    }

    @Test
    void theReferenceIsNeverRounded() throws IOException {
        JsonView document = WrongBackends.run(
                        folder,
                        "verify",
                        "linear",
                        "--backends",
                        "obliging,ejml",
                        "--steps",
                        "2",
                        "--precision",
                        "tf32",
                        "--json")
                .done()
                .json();
        assertEquals("tf32", document.at("precision").text());
    }

    @Test
    void whatThereIsNotGetsOneLine() {
        Terminal.run("train", "linear", "--example", "sines", "--precision", "f64")
                .failed(Status.WRONG_INPUT, "--precision", "F32", "TF32", "BF16", "f64");
    }
}
