package io.tidecast.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the {@code tidecast} command starts. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its status: 0 done, 1 failed, 2 wrong input. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                charset("stdout.encoding"));
        System.exit(run(new Console(out, System.err, Console.Style.detect(System.getenv())), args));
    }

    /**
     * Runs the command without ending the process.
     *
     * @param console where it prints
     * @param args what a person types after {@code tidecast}
     * @return the exit status: 0 done, 1 failed, 2 wrong input
     */
    public static int run(Console console, String... args) {
        CommandLine commands = Commands.naming(console, args);
        int status = commands.execute(args);
        if (!console.finish()) {
            console.say("standard output could not be written to the end; is its disk full, or its reader gone?");
            return status == Status.DONE ? Status.FAILED : status;
        }
        return status;
    }

    private static Charset charset(String property) {
        return Charset.forName(System.getProperty(property, "UTF-8"), StandardCharsets.UTF_8);
    }
}
