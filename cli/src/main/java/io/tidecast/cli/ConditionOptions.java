package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundConfig;
import io.tidecast.models.data.table.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What a network that makes sound up is told all along: a value for each label that it was trained with. */
final class ConditionOptions {
    private static final String OPTION = "--condition";
    private static final String ALL = "*";

    @Option(
            names = OPTION,
            paramLabel = "LABEL=VALUE",
            description = "What the network is told, such as speaker=jackson; of several, as in speaker=jackson,theo or"
                    + " 'speaker=*', each voice in turn gets the next.")
    private List<String> given = List.of();

    /** Returns whether anything is to be told. */
    boolean areGiven() {
        return !given.isEmpty();
    }

    /**
     * Returns the codes of the labels of each voice.
     *
     * @throws InputException if a label or a value is unknown, given twice or missing
     */
    List<List<Integer>> codes(SoundConfig config, int voices) {
        Map<String, List<Integer>> values = new LinkedHashMap<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new InputException(OPTION + ": found '" + text + "', expected LABEL=VALUE" + known(config));
            }
            SoundConfig.Label label = label(config, text.substring(0, equals));
            if (values.put(label.name(), codes(label, text.substring(equals + 1))) != null) {
                throw new InputException(OPTION + ": " + label.name()
                        + " is given twice; several values for several voices stand in one, apart by commas");
            }
        }
        List<List<Integer>> codes = new ArrayList<>();
        for (int voice = 0; voice < voices; voice++) {
            List<Integer> told = new ArrayList<>();
            for (SoundConfig.Label label : config.labels()) {
                List<Integer> choice = values.get(label.name());
                if (choice == null) {
                    throw new InputException(OPTION + ": the network has to be told " + label.name() + known(config));
                }
                told.add(choice.get(voice % choice.size()));
            }
            codes.add(told);
        }
        return codes;
    }

    private static SoundConfig.Label label(SoundConfig config, String name) {
        return config.labels().stream()
                .filter(label -> label.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(OPTION + ": '" + name + "' is no label of the model"
                        + NearestName.hint(
                                name,
                                config.labels().stream()
                                        .map(SoundConfig.Label::name)
                                        .toList())
                        + known(config)));
    }

    private static List<Integer> codes(SoundConfig.Label label, String values) {
        if (values.equals(ALL)) {
            return IntStream.range(0, label.values().size()).boxed().toList();
        }
        return List.of(values.split(",", -1)).stream()
                .map(value -> label.code(OPTION, value))
                .toList();
    }

    private static String known(SoundConfig config) {
        return config.labels().isEmpty()
                ? "; it was trained without labels"
                : "; it knows " + SoundReport.labels(config);
    }
}
