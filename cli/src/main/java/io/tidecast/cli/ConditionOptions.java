package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundConfig;
import io.tidecast.models.audio.VoiceTold;
import io.tidecast.models.data.table.Cells;
import io.tidecast.models.data.table.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What a network that makes sound up is told all along: a value for each label that it was trained with, or numbers. */
final class ConditionOptions {
    private static final String OPTION = "--condition";
    private static final String ALL = "*";

    @Option(
            names = OPTION,
            paramLabel = "LABEL=VALUE",
            description = "What the network is told, such as speaker=jackson; of several, as in speaker=jackson,theo or"
                    + " 'speaker=*', each voice in turn gets the next. A column of --vectors is given as in age=30, over"
                    + " what the model keeps of the label.")
    private List<String> given = List.of();

    /** Returns whether anything is to be told. */
    boolean areGiven() {
        return !given.isEmpty();
    }

    /**
     * Returns what each voice is told.
     *
     * @throws InputException if a label, a column or a value is unknown, given twice or missing
     */
    List<VoiceTold> voices(SoundConfig config, int voices) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new InputException(OPTION + ": found '" + text + "', expected LABEL=VALUE" + known(config));
            }
            String name = text.substring(0, equals);
            if (values.put(name, values(config, name, text.substring(equals + 1))) != null) {
                throw new InputException(OPTION + ": " + name
                        + " is given twice; several values for several voices stand in one, apart by commas");
            }
        }
        return IntStream.range(0, voices)
                .mapToObj(voice -> voice(config, values, voice))
                .toList();
    }

    private static List<String> values(SoundConfig config, String name, String text) {
        Optional<SoundConfig.Label> label = config.label(name);
        if (label.isPresent() && text.equals(ALL)) {
            return label.get().values();
        }
        List<String> values = List.of(text.split(",", -1));
        if (label.isPresent()) {
            values.forEach(value -> label.get().code(OPTION, value));
        } else if (columns(config).contains(name)) {
            values.forEach(value -> requireNumber(name, value));
        } else {
            List<String> names = new ArrayList<>(
                    config.labels().stream().map(SoundConfig.Label::name).toList());
            names.addAll(columns(config));
            throw new InputException(OPTION + ": '" + name + "' is no label of the model"
                    + NearestName.hint(name, names) + known(config));
        }
        return values;
    }

    private static void requireNumber(String column, String value) {
        if (!Cells.isNumber(value)) {
            throw new InputException(OPTION + ": " + column + ": found '" + value + "', expected a number");
        }
    }

    private static VoiceTold voice(SoundConfig config, Map<String, List<String>> values, int voice) {
        List<String> columns = columns(config);
        boolean allNumbers = !columns.isEmpty() && values.keySet().containsAll(columns);
        List<Integer> codes = new ArrayList<>();
        for (SoundConfig.Label label : config.labels()) {
            List<String> choice = values.get(label.name());
            if (choice != null) {
                codes.add(label.code(OPTION, choice.get(voice % choice.size())));
            } else if (allNumbers && !config.isToldAsOne(label)) {
                codes.add(VoiceTold.UNKNOWN);
            } else {
                throw new InputException(OPTION + ": the network has to be told " + label.name() + known(config));
            }
        }
        if (columns.isEmpty()) {
            return new VoiceTold(codes, List.of());
        }
        List<Float> vector =
                new ArrayList<>(allNumbers ? List.of() : config.told(codes).vector());
        for (int column = 0; column < columns.size(); column++) {
            List<String> numbers = values.get(columns.get(column));
            if (numbers != null) {
                double number = Double.parseDouble(numbers.get(voice % numbers.size()));
                float standard = config.vectors().orElseThrow().columns().standard(column, number);
                if (allNumbers) {
                    vector.add(standard);
                } else {
                    vector.set(column, standard);
                }
            }
        }
        return new VoiceTold(codes, vector);
    }

    private static List<String> columns(SoundConfig config) {
        return config.vectors().map(some -> some.columns().names()).orElse(List.of());
    }

    private static String known(SoundConfig config) {
        return config.labels().isEmpty()
                ? "; it was trained without labels"
                : "; it knows " + SoundReport.labels(config);
    }
}
