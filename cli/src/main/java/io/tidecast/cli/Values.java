package io.tidecast.cli;

import io.tidecast.core.composite.Activation;
import io.tidecast.models.data.series.Layout;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.train.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers and choices off the command line, with messages for people. */
final class Values {
    private Values() {}

    /** Makes a command and its subcommands read values so. */
    static CommandLine register(CommandLine commands) {
        ITypeConverter<Integer> whole = number("a whole number", Integer::valueOf);
        ITypeConverter<Long> longWhole = number("a whole number", Long::valueOf);
        ITypeConverter<Double> number = number("a number", Double::valueOf);
        return commands.registerConverter(Integer.class, whole)
                .registerConverter(int.class, whole)
                .registerConverter(Long.class, longWhole)
                .registerConverter(long.class, longWhole)
                .registerConverter(Double.class, number)
                .registerConverter(double.class, number)
                .registerConverter(ModelName.class, choice("model", ModelName.values()))
                .registerConverter(Example.class, choice("example", Example.values()))
                .registerConverter(Preset.class, choice("preset", Preset.values()))
                .registerConverter(Layout.class, choice("layout", Layout.values()))
                .registerConverter(Activation.class, choice("activation", Activation.values()))
                .registerConverter(Loss.class, choice("loss", Loss.values()))
                .registerConverter(
                        LearningOptions.Schedule.class, choice("schedule", LearningOptions.Schedule.values()))
                .registerConverter(StepOptions.Method.class, choice("optimizer", StepOptions.Method.values()));
    }

    /** Returns how a constant is typed. */
    static String typed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <N> ITypeConverter<N> number(String expected, Function<String, N> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("found '" + text + "', expected " + expected);
            }
        };
    }

    private static <E extends Enum<E>> ITypeConverter<E> choice(String kind, E[] constants) {
        return text -> {
            List<String> names = Arrays.stream(constants).map(Values::typed).toList();
            return Arrays.stream(constants)
                    .filter(constant -> typed(constant).equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there is no " + kind + " '" + text + "'"
                            + NearestName.hint(text, names) + "; choose "
                            + (names.size() == 1 ? "" : "one of ") + String.join(", ", names)));
        };
    }
}
