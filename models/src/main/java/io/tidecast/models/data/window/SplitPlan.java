package io.tidecast.models.data.window;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.Period;
import io.tidecast.models.data.time.TimeFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A way to cut series into training, validation and test parts, always in order of time. */
public sealed interface SplitPlan {
    /**
     * Cuts every series.
     *
     * @param set the series
     * @return the bounds of each, in order
     * @throws InputException if the plan does not fit the series
     */
    List<Bounds> split(SeriesSet set);

    /**
     * Describes the plan for a model file.
     *
     * @return names with texts and numbers
     */
    Map<String, Object> toConfig();

    /**
     * Cuts each series by shares of its length; what is left is the test part.
     *
     * @param train share of the training part, in (0, 1]
     * @param validation share of the validation part, in [0, 1)
     * @param reachBack whether windows of the later parts may read the parts before their own
     */
    record ByFraction(double train, double validation, boolean reachBack) implements SplitPlan {
        private static final double ROUNDING = 1e-9;

        /** Checks the shares. */
        public ByFraction {
            if (!(train > 0) || !(validation >= 0) || !(train + validation <= 1 + ROUNDING)) {
                throw new InputException("split: found the shares " + train + " and " + validation
                        + ", expected a positive share for training and a sum of at most 1");
            }
        }

        @Override
        public List<Bounds> split(SeriesSet set) {
            return each(set, series -> {
                int length = series.length();
                int trainUntil = (int) Math.floor(train * length + ROUNDING);
                int validateUntil = (int) Math.floor((train + validation) * length + ROUNDING);
                return Bounds.following(0, trainUntil, trainUntil, validateUntil, length, reachBack);
            });
        }

        @Override
        public Map<String, Object> toConfig() {
            return Map.of("by", "fraction", "train", train, "validation", validation, "reach_back", reachBack);
        }
    }

    /**
     * Cuts at dates, or at numbers of rows where there are no dates. Each is a period such as {@code 2018},
     * {@code 2018-12} or {@code 2018-12-31}, and "until" includes it.
     *
     * @param trainFrom the first period of the training part; empty for the beginning
     * @param trainUntil the last period of the training part
     * @param validateFrom the first period of the validation part; empty for what follows the training part
     * @param validateUntil the last period of the validation part; empty for the end
     * @param testUntil the last period of the test part; empty for the end
     * @param reachBack whether windows of the later parts may read the rows before their own part
     */
    record ByTime(
            Optional<String> trainFrom,
            String trainUntil,
            Optional<String> validateFrom,
            Optional<String> validateUntil,
            Optional<String> testUntil,
            boolean reachBack)
            implements SplitPlan {
        @Override
        public List<Bounds> split(SeriesSet set) {
            TimeFormat format = set.get(0).timeline().format();
            Optional<Period> from = trainFrom.map(text -> Period.parse(text, format, "--train-from"));
            Period train = Period.parse(trainUntil, format, "--train-until");
            Optional<Period> validateStart = validateFrom.map(text -> Period.parse(text, format, "--validate-from"));
            Optional<Period> validate = validateUntil.map(text -> Period.parse(text, format, "--validate-until"));
            Optional<Period> test = testUntil.map(text -> Period.parse(text, format, "--test-until"));
            if (from.isPresent() && from.get().from() >= train.until()) {
                throw new InputException("--train-from " + trainFrom.orElseThrow() + " is after --train-until "
                        + trainUntil + "; expected an earlier date");
            }
            if (validateStart.isPresent() && validateStart.get().from() < train.until()) {
                throw new InputException("--validate-from " + validateFrom.orElseThrow()
                        + " is not after --train-until " + trainUntil + "; expected a later date");
            }
            if (validate.isPresent() && validate.get().until() < train.until()) {
                throw new InputException("--validate-until " + validateUntil.orElseThrow() + " is before --train-until "
                        + trainUntil + "; expected a later date");
            }
            return each(set, series -> {
                int length = series.length();
                int trainStart = from.map(period -> row(series, period.from())).orElse(0);
                int trainEnd = Math.max(trainStart, row(series, train.until()));
                return Bounds.following(
                        trainStart,
                        trainEnd,
                        validateStart.map(period -> row(series, period.from())).orElse(trainEnd),
                        validate.map(period -> row(series, period.until())).orElse(length),
                        test.map(period -> row(series, period.until())).orElse(length),
                        reachBack);
            });
        }

        @Override
        public Map<String, Object> toConfig() {
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("by", "time");
            trainFrom.ifPresent(text -> config.put("train_from", text));
            config.put("train_until", trainUntil);
            validateFrom.ifPresent(text -> config.put("validate_from", text));
            validateUntil.ifPresent(text -> config.put("validate_until", text));
            testUntil.ifPresent(text -> config.put("test_until", text));
            config.put("reach_back", reachBack);
            return config;
        }

        private static int row(Series series, long time) {
            return series.timeline().firstNotBefore(time, series.length());
        }
    }

    /**
     * Holds out the last rows of each series: for validation, and before the end for testing.
     *
     * @param validation rows for validation, not negative
     * @param test rows for testing after them, not negative
     */
    record HoldOut(int validation, int test) implements SplitPlan {
        /** Checks the counts. */
        public HoldOut {
            if (validation < 0 || test < 0) {
                throw new InputException("split: found " + validation + " and " + test
                        + " rows to hold out, expected numbers that are not negative");
            }
        }

        @Override
        public List<Bounds> split(SeriesSet set) {
            return each(set, series -> {
                int validateUntil = Math.max(0, series.length() - test);
                int trainUntil = Math.max(0, validateUntil - validation);
                return Bounds.following(0, trainUntil, trainUntil, validateUntil, series.length(), true);
            });
        }

        @Override
        public Map<String, Object> toConfig() {
            return Map.of("by", "hold_out", "validation", validation, "test", test);
        }
    }

    /**
     * Gives whole series to the parts: the first to training, the next to validation, the others to testing.
     *
     * @param train how many series train
     * @param validation how many validate
     */
    record BySeries(int train, int validation) implements SplitPlan {
        /** Checks the counts. */
        public BySeries {
            if (train <= 0 || validation < 0) {
                throw new InputException(
                        "split: found " + train + " and " + validation + " series, expected at least one for training");
            }
        }

        @Override
        public List<Bounds> split(SeriesSet set) {
            List<Bounds> bounds = new ArrayList<>();
            for (int i = 0; i < set.size(); i++) {
                int length = set.get(i).length();
                int trainUntil = i < train ? length : 0;
                int validateUntil = i < train + validation ? length : 0;
                bounds.add(Bounds.following(0, trainUntil, trainUntil, validateUntil, length, true));
            }
            return List.copyOf(bounds);
        }

        @Override
        public Map<String, Object> toConfig() {
            return Map.of("by", "series", "train", train, "validation", validation);
        }
    }

    /**
     * Makes the plan that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @return the plan
     * @throws InputException if a field is absent or wrong
     */
    static SplitPlan fromConfig(ConfigView config) {
        return switch (config.string("by")) {
            case "fraction" ->
                new ByFraction(config.number("train"), config.number("validation"), config.bool("reach_back"));
            case "time" ->
                new ByTime(
                        config.optionalString("train_from"),
                        config.string("train_until"),
                        config.optionalString("validate_from"),
                        config.optionalString("validate_until"),
                        config.optionalString("test_until"),
                        config.bool("reach_back"));
            case "hold_out" ->
                new HoldOut(
                        config.integer("validation", 0, Integer.MAX_VALUE),
                        config.integer("test", 0, Integer.MAX_VALUE));
            case "series" ->
                new BySeries(
                        config.integer("train", 1, Integer.MAX_VALUE / 2),
                        config.integer("validation", 0, Integer.MAX_VALUE / 2));
            default -> throw config.fault("by", "fraction, time, hold_out or series");
        };
    }

    private static List<Bounds> each(SeriesSet set, Function<Series, Bounds> cut) {
        return set.series().stream().map(cut).toList();
    }
}
