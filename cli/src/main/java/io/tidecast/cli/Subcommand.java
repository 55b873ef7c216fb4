package io.tidecast.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * A command below {@code tidecast}.
 *
 * @param name what a person types
 * @param header what it does, in a line
 * @param make makes what holds its options and runs it
 */
record Subcommand(String name, String header, Function<Console, Object> make) {
    /** Returns it as the list of commands needs it: without its options, which take long to read. */
    CommandLine title() {
        return new CommandLine(CommandSpec.create().usageMessage(new UsageMessageSpec().header(header)));
    }

    /** Returns it ready to run. */
    CommandLine whole(Console console) {
        CommandLine whole = new CommandLine(make.apply(console));
        CommandSpec spec = whole.getCommandSpec();
        spec.usageMessage().header(header);
        if (!spec.helpCommand()) {
            CommonOptions.addTo(spec);
            whole.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::options);
        }
        return whole;
    }
}
