package io.tidecast.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lists a command's options in help: its own first, then those of each named mixin under the mixin's name. */
final class HelpSections {
    /** The headings, in the order they stand in. */
    private static final List<String> HEADINGS =
            List.of("Data", "Sound", "Notes", "Model", "Training", "Judging", "Running", "Output");

    private HelpSections() {}

    static String options(Help help) {
        CommandSpec spec = help.commandSpec();
        Map<String, List<OptionSpec>> sections = new HashMap<>();
        Set<String> placed = new HashSet<>();
        for (String heading : HEADINGS) {
            CommandSpec mixin = spec.mixins().get(heading);
            if (mixin != null) {
                List<OptionSpec> options = new ArrayList<>();
                mixin.options().forEach(option -> options.add(spec.findOption(option.longestName())));
                options.forEach(option -> placed.add(option.longestName()));
                sections.put(heading, options);
            }
        }
        List<OptionSpec> own = spec.options().stream()
                .filter(option -> !option.hidden() && !placed.contains(option.longestName()))
                .toList();
        StringBuilder text = new StringBuilder(laidOut(help, spec.options(), own));
        for (String heading : HEADINGS) {
            List<OptionSpec> options = sections.get(heading);
            if (options != null) {
                text.append(System.lineSeparator())
                        .append(help.colorScheme().text(heading + ":"))
                        .append(System.lineSeparator())
                        .append(laidOut(help, spec.options(), options));
            }
        }
        return text.toString();
    }

    /** Lays some options out in columns that are as wide as all of them need. */
    private static String laidOut(Help help, List<OptionSpec> all, List<OptionSpec> shown) {
        Layout layout = help.createDefaultLayout(all, help.commandSpec().positionalParameters(), help.colorScheme());
        layout.addAllOptions(shown, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
