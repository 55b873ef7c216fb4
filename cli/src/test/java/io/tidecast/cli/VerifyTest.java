package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyTest {
    private static final int MOST = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void jsonSaysWhatWasFoundOfEachTensor() {
        Path plot = folder.resolve("drift.svg");
        Terminal shown = Terminal.run(
                        "verify",
                        "conv-gru",
                        "--backends",
                        "cpu,ejml",
                        "--steps",
                        "5",
                        "--json",
                        "--quiet",
                        "--plot",
                        plot.toString())
                .done();
        assertEquals("", shown.err());
        JsonView document = shown.json();
        assertEquals("conv-gru", document.at("model").text());
        assertEquals(5_350, document.at("parameters").whole(1, MOST));
        assertEquals(5, document.at("steps").whole(1, MOST));
        assertEquals(32, document.at("batch").whole(1, MOST));
        assertEquals(42, document.at("seed").whole(0, MOST));
        assertTrue(document.at("seconds").number() > 0);
        assertTrue(document.at("within").flag());
        assertEquals(1e-4, document.at("tolerances").at("gradient").number());
        assertEquals(plot.toString(), document.at("plot").text());
        assertEquals(1, document.at("pairs").items().size());
        JsonView pair = document.at("pairs").items().getFirst();
        assertEquals("cpu", pair.at("backend").text());
        assertEquals("ejml", pair.at("reference").text());
        assertTrue(pair.at("within").flag());
        List<JsonView> findings = pair.at("findings").items();
        assertEquals(1 + 10 * 4, findings.size());
        assertEquals("loss", findings.getFirst().at("quantity").text());
        for (JsonView finding : findings) {
            double largest = finding.at("largest").number();
            assertTrue(largest >= 0 && largest <= finding.at("tolerance").number());
            assertTrue(finding.at("step").whole(1, 5) > 0);
            assertTrue(finding.find("beyond").isEmpty());
        }
        assertEquals(2, pair.at("ops").items().size());
        assertTrue(pair.at("ops")
                        .items()
                        .getFirst()
                        .at("farthest")
                        .at("difference")
                        .number()
                < 1e-5);
        assertEquals(5, pair.at("drift").at("weights").items().size());
        assertEquals(5, pair.at("drift").at("loss").items().size());
    }

    @Test
    void tableAndDriftPlotForPeople() throws IOException {
        Path plot = folder.resolve("drift.svg");
        Terminal shown = Terminal.run(
                        "verify",
                        "wavenet",
                        "--data",
                        Tables.rides(folder).toString(),
                        "--time",
                        "date",
                        "--target",
                        "rail",
                        "--window",
                        "14",
                        "--horizon",
                        "3",
                        "--filters",
                        "4",
                        "--batch",
                        "8",
                        "--backends",
                        "ejml,cpu",
                        "--steps",
                        "20",
                        "--plot",
                        plot.toString())
                .done();
        assertTrue(shown.out().startsWith("cpu against ejml: within tolerance\n"), shown.out());
        assertTrue(shown.out().lines().anyMatch(line -> line.startsWith("| stack2/dilation8/bias ")), shown.out());
        assertTrue(shown.out().contains("20 steps of 8 windows on 2 backends"), shown.out());
        assertEquals(
                10,
                shown.err()
                        .lines()
                        .filter(line -> line.startsWith("wavenet: step "))
                        .count(),
                shown.err());
        String drawn = Files.readString(plot);
        assertTrue(drawn.startsWith("<svg") || drawn.startsWith("<?xml"), drawn);
        assertTrue(drawn.contains("from those on ejml"), drawn);
    }

    @Test
    void anotherReference() {
        JsonView document = Terminal.run(
                        "verify",
                        "linear",
                        "--backends",
                        "cpu,ejml",
                        "--reference",
                        "cpu",
                        "--steps",
                        "2",
                        "--optimizer",
                        "sgd",
                        "--json")
                .done()
                .json();
        JsonView pair = document.at("pairs").items().getFirst();
        assertEquals("ejml", pair.at("backend").text());
        assertEquals("cpu", pair.at("reference").text());
    }

    @Test
    void aTighterToleranceFails() {
        Terminal shown = Terminal.run(
                "verify",
                "linear",
                "--backends",
                "cpu,ejml",
                "--steps",
                "3",
                "--gradient-tolerance",
                "1e-12",
                "--json");
        assertEquals(Status.FAILED, shown.status());
        assertFalse(shown.json().at("within").flag());
        JsonView gradient = shown.json().at("pairs").items().getFirst().at("findings").items().stream()
                .filter(finding -> finding.at("quantity").text().equals("gradient"))
                .findFirst()
                .orElseThrow();
        JsonView beyond = gradient.at("beyond");
        assertEquals(1, beyond.at("step").whole(1, 3));
        assertFalse(beyond.at("op").at("differs").flag());
    }

    static Stream<Arguments> wrongBackends() {
        return Stream.of(
                Arguments.of(WrongBackends.Gradient.NAME, "GruGradient[", false, "gru2/recurrent_kernel"),
                Arguments.of(WrongBackends.Tanh.NAME, "Unary[kind=TANH]", true, "output/kernel"));
    }

    @ParameterizedTest
    @MethodSource("wrongBackends")
    void aWrongBackendIsCaughtAndTheOpNamed(String backend, String op, boolean inLoop, String tensor)
            throws IOException {
        Terminal shown = WrongBackends.run(
                folder,
                "verify",
                "conv-gru",
                "--units",
                "6",
                "--batch",
                "8",
                "--backends",
                backend + ",cpu,ejml",
                "--steps",
                "2",
                "--quiet",
                "--json");
        assertEquals(Status.FAILED, shown.status(), shown.err());
        JsonView wrong = shown.json().at("pairs").items().getFirst();
        assertEquals(backend, wrong.at("backend").text());
        assertFalse(wrong.at("within").flag());
        JsonView beyond = wrong.at("findings").items().stream()
                .filter(finding -> finding.at("quantity").text().equals("gradient")
                        && finding.at("tensor").text().equals(tensor))
                .findFirst()
                .orElseThrow()
                .at("beyond");
        assertEquals(1, beyond.at("step").whole(1, 2));
        JsonView blamed = beyond.at("op");
        assertTrue(blamed.at("name").text().startsWith(op), blamed.at("name").text());
        assertTrue(blamed.at("differs").flag());
        assertTrue(
                blamed.at("scope").text().startsWith("conv-gru/gru"),
                blamed.at("scope").text());
        assertEquals(WrongBackends.WRONG, blamed.at("difference").number(), 1e-5);
        assertEquals(inLoop, blamed.find("loop_steps").isPresent());
        JsonView right = shown.json().at("pairs").items().getLast();
        assertEquals("cpu", right.at("backend").text());
        assertTrue(right.at("within").flag());
    }

    @Test
    void aWrongOpIsCaughtEvenWhereTensorsAreAllowedMore() throws IOException {
        Terminal shown = WrongBackends.run(
                folder,
                "verify",
                "conv-gru",
                "--backends",
                WrongBackends.Gradient.NAME + ",ejml",
                "--steps",
                "1",
                "--gradient-tolerance",
                "0.1",
                "--state-tolerance",
                "0.1",
                "--quiet");
        assertEquals(Status.FAILED, shown.status(), shown.err());
        assertTrue(shown.out().contains("BEYOND IT first GruGradient"), shown.out());
        assertEquals("tidecast: beyond tolerance: wrong-gradient\n", shown.err());
    }

    @Test
    void aBackendThatCannotStartSaysWhyAndWhatToDo() throws IOException {
        Terminal shown = WrongBackends.run(folder, "verify", "conv-gru", "--backends", "ejml,broken");
        shown.failed(Status.WRONG_INPUT, "broken", WrongBackends.Broken.REASON, WrongBackends.Broken.REMEDY);
    }

    static Stream<Arguments> wrongInput() {
        return Stream.of(
                arguments("twice", "--backends", "cpu,cpu"),
                arguments("found cpu alone, expected at least two", "--backends", "cpu"),
                arguments("--reference: ejm is not among the backends", "--backends", "cpu,ejml", "--reference", "ejm"),
                arguments("--steps: found 0", "--steps", "0"),
                arguments("--threads: found 0", "--threads", "0"),
                arguments("--loss-tolerance: found 0", "--loss-tolerance", "0"),
                arguments("--op-tolerance: found -1", "--op-tolerance", "-1"),
                arguments("--gradient-tolerance: found 'small'", "--gradient-tolerance", "small"),
                arguments("there is no folder", "--plot", "no/such/drift.svg"),
                arguments("--stride is no option of wavenet", "--stride", "2"),
                arguments("nosuch.csv", "--data", "nosuch.csv"),
                arguments("--window: found 20", "--window", "20"));
    }

    private static Arguments arguments(String expected, String... args) {
        return Arguments.of(expected, List.of(args));
    }

    @ParameterizedTest
    @MethodSource("wrongInput")
    void wrongInputGetsOneLine(String expected, List<String> args) {
        String[] all =
                Stream.concat(Stream.of("verify", "wavenet"), args.stream()).toArray(String[]::new);
        Terminal.run(all).failed(Status.WRONG_INPUT, expected);
    }

    @Test
    void unknownBackendShowsTheTable() {
        Terminal shown = Terminal.run("verify", "wavenet", "--backends", "cpu,ejm");
        assertEquals(Status.WRONG_INPUT, shown.status());
        assertTrue(shown.err().contains("no backend 'ejm'; did you mean 'ejml'?"), shown.err());
        assertTrue(shown.err().contains("ejml  runs here"), shown.err());
        Terminal.run("verify", "wavnet").failed(Status.WRONG_INPUT, "did you mean 'wavenet'");
    }
}
