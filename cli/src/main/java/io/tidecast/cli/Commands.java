package io.tidecast.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The commands, put together for one console. */
final class Commands {
    private static final List<Subcommand> SUBCOMMANDS = List.of(
            new Subcommand(
                    "train",
                    "Train a model on an example or on your own file, beside baselines that cost nothing.",
                    TrainCommand::new),
            new Subcommand(
                    "evaluate",
                    "Judge a trained model on the held-out part of data, beside naive forecasts.",
                    EvaluateCommand::new),
            new Subcommand(
                    "forecast", "Forecast what follows each series, in the units of the file.", ForecastCommand::new),
            new Subcommand("generate", "Make up sound with a model of it, as WAV files.", GenerateCommand::new),
            new Subcommand(
                    "stream",
                    "Forecast after each row of standard input, as it comes, in constant time and memory.",
                    StreamCommand::new),
            new Subcommand(
                    "inspect",
                    "Show what a model is made of: layers, shapes, parameters, receptive field.",
                    InspectCommand::new),
            new Subcommand(
                    "reproduce",
                    "Do what the book's chapter does, over several seeds, beside what it printed.",
                    ReproduceCommand::new),
            new Subcommand("backends", "Show what can run here, and why the rest cannot.", BackendsCommand::new),
            new Subcommand(
                    "bench",
                    "Time the backends against each other on training steps and forecasts.",
                    BenchCommand::new),
            new Subcommand(
                    "verify",
                    "Hold backends against each other step by step: do they train alike, and if not, which op differs?",
                    VerifyCommand::new),
            new Subcommand("help", "Show the help of a command.", console -> new CommandLine.HelpCommand()));

    private Commands() {}

    /**
     * Returns the command with its subcommands. Only those that the arguments name know their options: reading the
     * options of all would take longer than most of them run.
     */
    static CommandLine naming(Console console, String... args) {
        List<String> words = List.of(args);
        boolean isNamedElsewhere = words.stream().anyMatch(word -> word.startsWith("@"));
        CommandLine root = new CommandLine(Tidecast.spec(console));
        for (Subcommand subcommand : SUBCOMMANDS) {
            boolean isNamed = isNamedElsewhere || words.contains(subcommand.name());
            root.addSubcommand(subcommand.name(), isNamed ? subcommand.whole(console) : subcommand.title());
        }
        CommonOptions.addTo(root.getCommandSpec());
        CommonOptions.addVersionTo(root.getCommandSpec());
        Faults faults = new Faults(console);
        return Values.register(root)
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.style().colour() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(100);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }
}
