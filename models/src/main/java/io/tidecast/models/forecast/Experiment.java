package io.tidecast.models.forecast;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.Channels;
import io.tidecast.models.data.window.DataConfig;
import io.tidecast.models.data.window.Dataset;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.data.window.WindowShape;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.Network;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A network and the windows it learns from and is judged by.
 *
 * @param architecture what the network is made of
 * @param network fits the data's channels
 * @param data series, cut and scaled
 * @param windows of each part that has any
 * @param judgedEvery how far apart the windows are that judge, by part; 1 where none is given
 * @param season steps in a season, at least 1
 */
public record Experiment(
        Architecture architecture,
        Network network,
        Dataset data,
        Map<Part, WindowSet> windows,
        Map<Part, Integer> judgedEvery,
        int season) {
    /** How many steps the windows that judge a part may have together, unless all are asked for. */
    public static final long MOST_JUDGED_STEPS = 1 << 26;

    /**
     * Puts a network and its data together for training.
     *
     * @param set the series
     * @param continuation series that go on from these and are the test part; without them the split says what is
     * @param architecture what the network is made of
     * @param setup what is asked of it
     * @param warnings takes what is left out
     * @throws InputException if the split, the window or the architecture do not fit the series
     */
    public static Experiment prepare(
            SeriesSet set,
            Optional<SeriesSet> continuation,
            Architecture architecture,
            Setup setup,
            Warnings warnings) {
        int targets = Math.multiplyExact(setup.horizon(), set.schema().targets());
        Network network = architecture
                .build(
                        Channels.of(set.schema(), setup.horizon()).count(),
                        Math.multiplyExact(targets, setup.head().parameters()),
                        SeriesTold.conditions(setup.traits()),
                        setup.window())
                .telling(setup.head());
        WindowShape shape = shape(network, setup.horizon());
        Dataset data = Dataset.fit(set, setup.split(), setup.scaling(), shape, setup.traits(), warnings);
        return of(
                architecture,
                network,
                continuation.map(data::testedOn).orElse(data),
                List.of(Part.values()),
                setup.season());
    }

    /**
     * Puts a stored model and series together that were read in its format.
     *
     * @param model the model
     * @param set the series
     * @param continuation series that go on from these and are the test part
     * @param config the model's own, or a changed one
     * @param season steps in a season, at least 1
     * @param warnings takes what is left out
     * @throws InputException if the split does not fit the series
     */
    public static Experiment restore(
            ModelFile model,
            SeriesSet set,
            Optional<SeriesSet> continuation,
            DataConfig config,
            int season,
            Warnings warnings) {
        Dataset data = Dataset.restore(set, config, warnings);
        Dataset longer = continuation.map(data::testedOn).orElse(data);
        return of(model.architecture(), model.network(), longer, roomy(longer), season);
    }

    private static Experiment of(
            Architecture architecture, Network network, Dataset data, List<Part> parts, int season) {
        Map<Part, WindowSet> windows = new EnumMap<>(Part.class);
        for (Part part : parts) {
            WindowSet found = data.windows(part);
            if (found.size() > 0) {
                windows.put(part, found);
            }
        }
        return new Experiment(architecture, network, data, windows, Map.of(), season);
    }

    /**
     * Has the network and its baselines judged by fewer windows, for long ones overlap so much that each says what the
     * one before it said.
     *
     * @param every the distance between windows that judge; without it all do where they have at most
     *     {@link #MOST_JUDGED_STEPS} steps together, and as many as that allows where they have more
     * @param warnings is told what is left out without having been asked for
     * @return the same otherwise; all windows train
     */
    public Experiment judgedBy(OptionalInt every, Warnings warnings) {
        Map<Part, Integer> distances = new EnumMap<>(Part.class);
        windows.forEach((part, found) -> {
            int distance = every.orElseGet(() -> usualDistance(found));
            distances.put(part, distance);
            if (every.isEmpty() && distance > 1) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "the %s part is judged by %,d of %,d windows, %,d apart, since they overlap; --judge-every"
                                + " chooses",
                        part.label(),
                        Math.ceilDiv(found.size(), distance),
                        found.size(),
                        distance));
            }
        });
        return new Experiment(architecture, network, data, windows, distances, season);
    }

    /** Windows that keep step with the season would all begin at the same hour, so they do not. */
    private int usualDistance(WindowSet found) {
        long most = Math.max(1, MOST_JUDGED_STEPS / found.shape().window());
        int distance = Math.toIntExact(Math.ceilDiv(found.size(), most));
        while (distance > 1 && gcd(distance, season) > 1) {
            distance++;
        }
        return distance;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Lists the parts that have room for a window; the training part of a later file need not have any. */
    private static List<Part> roomy(Dataset data) {
        int span = data.config().shape().span();
        boolean trains = IntStream.range(0, data.set().size())
                .mapToObj(data::bounds)
                .anyMatch(bounds -> bounds.train().until() - bounds.train().from() >= span);
        return trains ? List.of(Part.values()) : List.of(Part.VALIDATION, Part.TEST);
    }

    /**
     * Returns where the outputs of a network stand.
     *
     * @throws InputException if the last of them does not stand at the last input step
     */
    static WindowShape shape(Network network, int horizon) {
        TimeMap map = network.timeMap();
        int unseen = network.window() - 1 - map.inputStep(map.steps() - 1);
        if (unseen != 0) {
            int shorter = network.window() - unseen;
            throw new InputException("window " + network.window() + ": with its stride of " + map.stride() + " "
                    + network.name() + " would not see the last steps; choose a window of " + shorter + " or "
                    + (shorter + map.stride()));
        }
        return new WindowShape(network.window(), horizon, map.first(), map.stride(), map.steps());
    }

    /** Returns the windows of a part, or empty where it has none. */
    public Optional<WindowSet> windows(Part part) {
        return Optional.ofNullable(windows.get(part));
    }

    /** Returns the windows of a part that judge, or empty where it has none; see {@link #judgedBy}. */
    public Optional<WindowSet> judged(Part part) {
        int every = judgedEvery.getOrDefault(part, 1);
        return windows(part).map(all -> every == 1 ? all : all.every(every));
    }
}
