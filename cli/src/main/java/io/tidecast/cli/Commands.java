package io.tidecast.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Every command, put together for one console. */
final class Commands {
    private Commands() {}

    static CommandLine all(Console console) {
        CommandLine root = new CommandLine(new Tidecast(console));
        List<Object> commands = List.of(
                new TrainCommand(console),
                new EvaluateCommand(console),
                new ForecastCommand(console),
                new InspectCommand(console),
                new ReproduceCommand(console),
                new BackendsCommand(console),
                new CommandLine.HelpCommand());
        for (Object command : commands) {
            root.addSubcommand(command);
        }
        CommonOptions.addTo(root.getCommandSpec());
        CommonOptions.addVersionTo(root.getCommandSpec());
        root.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().helpCommand())
                .forEach(command -> {
                    CommonOptions.addTo(command.getCommandSpec());
                    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::options);
                });
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
