package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.Version;
import io.tidecast.models.file.JsonView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @Test
    void withoutCommandShowsHelp() {
        Terminal shown = Terminal.run().done();
        assertTrue(shown.out().contains("Usage: tidecast"), shown.out());
        assertEquals("", shown.err());
    }

    @Test
    void helpIsTheSameWhicheverCommandsAreNamed() {
        String help = Terminal.run("--help").done().out();
        assertEquals(help, Terminal.run().done().out());
        assertEquals(help, Terminal.run("help").done().out());
    }

    @Test
    void commandsHelpHasItsOptionsHoweverItIsAskedFor(@TempDir Path folder) throws IOException {
        String help = Terminal.run("train", "--help").done().out();
        assertTrue(help.contains("--epochs") && help.contains("Training:"), help);
        assertEquals(help, Terminal.run("help", "train").done().out());
        Path arguments = Files.writeString(folder.resolve("arguments"), "train --help");
        assertEquals(help, Terminal.run("@" + arguments).done().out());
    }

    @Test
    void versionIsTheBuildsOwn() {
        Terminal shown = Terminal.run("--version").done();
        assertTrue(shown.out().startsWith("tidecast " + Version.current() + " (Java "), shown.out());
        assertFalse(shown.out().contains("${"), shown.out());
    }

    @Test
    void wrongOptionGetsOneLineAndANearName() {
        Terminal.run("backends", "--jsn").failed(Status.WRONG_INPUT, "'--jsn'", "did you mean --json?", "--help");
    }

    @Test
    void wrongCommandGetsOneLineAndANearName() {
        Terminal.run("bakends").failed(Status.WRONG_INPUT, "unknown command 'bakends'", "did you mean backends?");
    }

    @Test
    void surplusArgumentGetsOneLine() {
        Terminal.run("backends", "cpu").failed(Status.WRONG_INPUT, "unexpected argument 'cpu'");
    }

    @Test
    void backendsListsTheReference() {
        Terminal shown = Terminal.run("backends").done();
        assertTrue(shown.out().lines().anyMatch(line -> line.startsWith("ejml") && line.contains("runs here")));
    }

    @Test
    void backendsInJsonSayTheSame() {
        JsonView document = Terminal.run("backends", "--json").done().json();
        assertTrue(document.at("backends").items().stream()
                .anyMatch(entry -> entry.at("name").text().equals("ejml")
                        && entry.at("available").flag()));
    }

    @Test
    void fullDiskUnderStandardOutputFails() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Console.Style.PLAIN);
        assertEquals(Status.FAILED, Main.run(console, "backends"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("standard output could not be written"));
    }

    @Test
    void faultsOfInputAndFaultsInsideEndDifferently() {
        faultOf(new InputException("rides.csv: no such file")).failed(Status.WRONG_INPUT, "rides.csv: no such file");
        faultOf(new FailureException("the loss is\nnot finite")).failed(Status.FAILED, "the loss is not finite");
        faultOf(new IllegalStateException("surprise")).failed(Status.FAILED, "internal fault", "surprise", "--debug");
    }

    @Test
    void debugShowsWhereAFaultCameFrom() {
        Terminal shown = faultOf(new IllegalStateException("surprise"), "--debug");
        assertEquals(Status.FAILED, shown.status());
        assertTrue(shown.err().contains("at io.tidecast.cli.MainTest"), shown.err());
    }

    private static Terminal faultOf(RuntimeException fault, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Console.Style.PLAIN);
        CommandLine command = new CommandLine(new Failing(fault));
        CommonOptions.addTo(command.getCommandSpec());
        int status = command.setExecutionExceptionHandler(new Faults(console)).execute(args);
        return new Terminal(status, "", err.toString(StandardCharsets.UTF_8));
    }

    @CommandLine.Command(name = "failing")
    private static final class Failing implements Runnable {
        private final RuntimeException fault;

        Failing(RuntimeException fault) {
            this.fault = fault;
        }

        @Override
        public void run() {
            throw fault;
        }
    }
}
