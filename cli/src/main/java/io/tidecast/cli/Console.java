package io.tidecast.cli;

import io.tidecast.models.file.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The two streams that a command prints to: results on one, everything else on the other.
 *
 * <p>Whatever is said is one line, so that a script that reads standard error sees one fault as one line.
 */
public final class Console {
    /**
     * How much a stream can show.
     *
     * @param colour whether colours and weights may be used
     * @param live whether a line may be written over, as on a terminal
     */
    public record Style(boolean colour, boolean live) {
        /** Nothing but text. */
        public static final Style PLAIN = new Style(false, false);

        /** Finds what the process's own streams can show; a variable {@code NO_COLOR} or a dumb terminal is honoured. */
        public static Style detect(Map<String, String> environment) {
            boolean able = Optional.ofNullable(System.console())
                            .filter(java.io.Console::isTerminal)
                            .isPresent()
                    && !"dumb".equals(environment.get("TERM"));
            return new Style(able && environment.getOrDefault("NO_COLOR", "").isEmpty(), able && !isErrRedirected());
        }

        /** Says whether standard error goes elsewhere, which Java only tells of the other two streams. */
        private static boolean isErrRedirected() {
            try {
                Path stream = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
                return !stream.startsWith("/dev/pts") && !stream.toString().startsWith("/dev/tty");
            } catch (IOException | UnsupportedOperationException e) {
                return false; // no such folder outside Linux: then it is taken to go where the others go
            }
        }
    }

    /** Goes to the start of a terminal's line and empties it. */
    static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private boolean readerMayGo;

    /**
     * Makes a console.
     *
     * @param out where results go
     * @param err where everything else goes
     * @param style how much both can show
     */
    public Console(PrintStream out, PrintStream err, Style style) {
        this.out = out;
        this.err = err;
        this.style = style;
    }

    /** Prints a line of a result. */
    void print(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Prints a JSON document as the result. */
    void print(Json document) {
        out.print(document.indented());
    }

    /** Says something that is no result, on one line that starts with the program's name. */
    void say(String message) {
        err.print((style.live() ? ERASE : "") + "tidecast: " + oneLine(message) + "\n");
        err.flush();
    }

    /** Prints a line of something that is no result, such as a table that goes with a fault. */
    void note(String line) {
        err.print(line + "\n");
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    Style style() {
        return style;
    }

    /** Returns what a command reads that takes its data from standard input. */
    InputStream in() {
        return System.in;
    }

    /** Writes out the results that are held back; returns whether all have reached their stream. */
    boolean flush() {
        return !out.checkError();
    }

    /** Tells whether the process's own standard output has a reader, who may close it. */
    private static boolean canLoseItsReader() {
        try {
            Path stream = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
            return stream.toString().startsWith("pipe:") || stream.toString().startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no such folder outside Linux: then a result that cannot be written is a failure
        }
    }

    /** Says that it is no failure where the reader of the results has had enough of them. */
    void letReaderGo() {
        readerMayGo = canLoseItsReader();
    }

    /** Writes out what is held back; returns whether all results have reached their stream or need not. */
    boolean finish() {
        err.flush();
        return flush() || readerMayGo;
    }

    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        message.strip().codePoints().forEach(c -> {
            boolean breaks = c == '\n' || c == '\r' || Character.getType(c) == Character.LINE_SEPARATOR;
            if (breaks) {
                line.append(' ');
            } else if (Character.isISOControl(c)) {
                line.append('\uFFFD');
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
