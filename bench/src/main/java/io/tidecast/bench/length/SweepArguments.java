package io.tidecast.bench.length;

import io.tidecast.core.error.InputException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sweep is told.
 *
 * @param folder where the results are kept
 * @param kind which network
 * @param rounds how often each length is timed
 */
record SweepArguments(Path folder, Subject.Kind kind, int rounds) {
    private static final int USUAL_ROUNDS = 3;
    private static final int MOST_ROUNDS = 1_000;

    /**
     * Reads them: the folder; then, if another than the gated WaveNet is wanted, a network's name; then, if others than
     * {@value #USUAL_ROUNDS} are wanted, how many rounds there are.
     *
     * @throws InputException if one is missing or wrong, or there are more
     */
    static SweepArguments of(String... arguments) {
        if (arguments.length == 0) {
            throw new InputException("say in which folder the results are to be kept");
        }
        if (arguments.length > 3) {
            throw new InputException("sweep: found '" + arguments[3]
                    + "' after the number of rounds; expected a network and a number, such as \"wavenet 3\"");
        }
        return new SweepArguments(
                Path.of(arguments[0]),
                arguments.length > 1 ? kind(arguments[1]) : Subject.Kind.GATED_WAVENET,
                arguments.length > 2 ? rounds(arguments[2]) : USUAL_ROUNDS);
    }

    private static Subject.Kind kind(String name) {
        List<Subject.Kind> kinds = List.of(Subject.Kind.values());
        return kinds.stream()
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("sweep: there is no network '" + name + "'; choose from "
                        + String.join(
                                ", ", kinds.stream().map(Subject.Kind::toString).toList())));
    }

    private static int rounds(String text) {
        boolean isNumber = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(Character::isDigit);
        int rounds = isNumber ? Integer.parseInt(text) : 0;
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new InputException("sweep: found '" + text + "' rounds, expected a number from 1 to " + MOST_ROUNDS);
        }
        return rounds;
    }
}
