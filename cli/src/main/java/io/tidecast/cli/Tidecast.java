package io.tidecast.cli;

import io.tidecast.models.Version;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command without a subcommand: what every subcommand inherits. */
final class Tidecast implements Runnable {
    private final Console console;

    Tidecast(Console console) {
        this.console = console;
    }

    /** Describes it by hand, since the reflection that annotations need would double the time until help is shown. */
    static CommandSpec spec(Console console) {
        return CommandSpec.wrapWithoutInspection(new Tidecast(console))
                .name("tidecast")
                .versionProvider(new Versions())
                .usageMessage(new UsageMessageSpec()
                        .header("Forecasts sequences: trains a Conv-GRU or a WaveNet and forecasts with it.")
                        .synopsisSubcommandLabel("COMMAND")
                        .footerHeading("%nExamples:%n")
                        .footer(
                                "  tidecast train conv-gru --example sines",
                                "  tidecast train wavenet --data rides.csv --time date --target rail --window 56 --horizon 14",
                                "  tidecast forecast rides.safetensors --data rides.csv --plot forecast.svg",
                                "  tidecast help train",
                                "",
                                "Results go to standard output, everything else to standard error.",
                                "Exit status: 0 done, 1 failed, 2 the input was wrong."));
    }

    @Override
    public void run() {
        Commands.naming(console).usage(console.out());
    }

    /** Says which version of what is running. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tidecast " + Version.current() + " (Java " + Runtime.version() + ")"};
        }
    }
}
