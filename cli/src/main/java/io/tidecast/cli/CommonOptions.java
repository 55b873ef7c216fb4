package io.tidecast.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of every command. */
final class CommonOptions {
    private static final String DEBUG = "--debug";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and stop.")
    private boolean help;

    @Option(names = DEBUG, description = "Show where a fault came from, as a stack trace.")
    private boolean debug;

    /** Tells whether the option was given to the command or to one above or below it. */
    static boolean debug(ParseResult parsed) {
        return parsed.hasMatchedOption(DEBUG) || parsed.subcommands().stream().anyMatch(CommonOptions::debug);
    }
}
