package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.window.SplitPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows train, validate and test. */
final class SplitOptions {
    /** What is done where nothing is said. */
    static final SplitPlan USUAL = new SplitPlan.ByFraction(0.7, 0.15, true);

    /** What is done where nothing is said but that the test part is in a file of its own. */
    static final SplitPlan WITHOUT_TEST = new SplitPlan.ByFraction(0.85, 0.15, true);

    @Option(
            names = "--split",
            paramLabel = "SHARE",
            split = ",",
            description = "Shares of each series that train and validate, in order of time; the rest tests (0.7,0.15).")
    private List<Double> shares = List.of();

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            split = ",",
            description = "Instead: the last steps of each series that validate, and those after them that test.")
    private List<Integer> heldOut = List.of();

    @Option(
            names = "--train-from",
            paramLabel = "TIME",
            description = "Instead: the first year, month, day or time that trains (the beginning).")
    private @Nullable String trainFrom;

    @Option(names = "--train-until", paramLabel = "TIME", description = "The last one that trains.")
    private @Nullable String trainUntil;

    @Option(
            names = "--validate-from",
            paramLabel = "TIME",
            description = "The first one that validates (the one after --train-until).")
    private @Nullable String validateFrom;

    @Option(names = "--validate-until", paramLabel = "TIME", description = "The last one that validates (the end).")
    private @Nullable String validateUntil;

    @Option(names = "--test-until", paramLabel = "TIME", description = "The last one that tests (the end).")
    private @Nullable String testUntil;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "A file whose rows go on from --data and are the test part.")
    private @Nullable Path test;

    @Option(
            names = "--reach-back",
            negatable = true,
            description = "Whether windows that validate or test may begin in the part before theirs (only where the"
                    + " parts are not given by times).")
    private @Nullable Boolean reachBack;

    Optional<Path> testFile() {
        return Optional.ofNullable(test);
    }

    /**
     * Returns the plan that was asked for, or empty where nothing was said.
     *
     * @throws InputException if what was said does not go together
     */
    Optional<SplitPlan> plan() {
        boolean byTime = Stream.of(trainFrom, trainUntil, validateFrom, validateUntil, testUntil)
                .anyMatch(time -> time != null);
        int ways = (shares.isEmpty() ? 0 : 1) + (heldOut.isEmpty() ? 0 : 1) + (byTime ? 1 : 0);
        if (ways > 1) {
            throw new InputException(
                    "--split, --hold-out and --train-until are three ways to say the same; choose one");
        }
        if (byTime) {
            if (trainUntil == null) {
                throw new InputException(
                        "--train-until is missing: the last time that trains; what comes after it validates");
            }
            return Optional.of(new SplitPlan.ByTime(
                    Optional.ofNullable(trainFrom),
                    trainUntil,
                    Optional.ofNullable(validateFrom),
                    Optional.ofNullable(validateUntil),
                    Optional.ofNullable(testUntil),
                    reachBack != null && reachBack));
        }
        if (!shares.isEmpty()) {
            requireTwo("--split", "0.7,0.15", shares.size());
            return Optional.of(new SplitPlan.ByFraction(
                    shares.get(0),
                    shares.size() > 1 ? shares.get(1) : 1 - shares.get(0),
                    reachBack == null || reachBack));
        }
        if (!heldOut.isEmpty()) {
            requireTwo("--hold-out", "48,48", heldOut.size());
            return Optional.of(new SplitPlan.HoldOut(heldOut.get(0), heldOut.size() > 1 ? heldOut.get(1) : 0));
        }
        return Optional.empty();
    }

    private static void requireTwo(String option, String such, int found) {
        if (found > 2) {
            throw new InputException(option + ": found " + found + " numbers, expected one or two, such as " + such);
        }
    }
}
