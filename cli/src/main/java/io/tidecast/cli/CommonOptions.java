package io.tidecast.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of every command. */
final class CommonOptions {
    private static final String DEBUG = "--debug";

    private CommonOptions() {}

    /** Gives a command these options. */
    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and stop.")
                .build());
        command.addOption(OptionSpec.builder(DEBUG)
                .description("Show where a fault came from, as a stack trace.")
                .build());
    }

    /** Gives the command without a subcommand one more. */
    static void addVersionTo(CommandSpec root) {
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and stop.")
                .build());
    }

    /** Tells whether the stack trace was asked for, of the command or of one above or below it. */
    static boolean debug(ParseResult parsed) {
        return parsed.hasMatchedOption(DEBUG) || parsed.subcommands().stream().anyMatch(CommonOptions::debug);
    }
}
