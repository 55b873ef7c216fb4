package io.tidecast.models.data.window;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.series.SeriesTraits;
import java.util.ArrayList;
import java.util.List;

/** Series, cut into parts and scaled, from which windows are taken. */
public final class Dataset {
    private final SeriesSet set;
    private final DataConfig config;
    private final List<Bounds> bounds;
    private final Warnings warnings;
    private final Channels channels;
    private final List<List<Affine>> scales;
    private final List<float[][]> rows;
    private final List<SeriesTraits.OfSeries> known;

    private Dataset(SeriesSet set, DataConfig config, List<Bounds> bounds, Warnings warnings) {
        this.set = set;
        this.config = config;
        this.bounds = bounds;
        this.warnings = warnings;
        this.channels = Channels.of(set.schema(), config.shape().horizon());
        this.scales = set.series().stream()
                .map(series -> config.scaling().of(series, set.schema().targets()))
                .toList();
        this.known =
                set.series().stream().map(series -> known(set, config, series)).toList();
        List<float[][]> scaled = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            scaled.add(scaledRows(set.get(i), scales.get(i)));
        }
        this.rows = List.copyOf(scaled);
    }

    /**
     * Cuts series and fits their scaling on the training part.
     *
     * @param set the series
     * @param split how to cut them
     * @param method how to scale them
     * @param shape how long windows are
     * @param warnings takes what is left out when windows are taken
     * @return the data
     * @throws InputException if the split does not fit
     */
    public static Dataset fit(
            SeriesSet set, SplitPlan split, ScalingMethod method, WindowShape shape, Warnings warnings) {
        return fit(set, split, method, shape, SeriesTraits.NONE, warnings);
    }

    /**
     * Cuts series of which something is known and fits their scaling on the training part.
     *
     * @param set the series
     * @param split how to cut them
     * @param method how to scale them
     * @param shape how long windows are
     * @param traits what is known of each
     * @param warnings takes what is left out when windows are taken
     * @return the data
     * @throws InputException if the split does not fit, or nothing is known of a series
     */
    public static Dataset fit(
            SeriesSet set,
            SplitPlan split,
            ScalingMethod method,
            WindowShape shape,
            SeriesTraits traits,
            Warnings warnings) {
        List<Bounds> bounds = split.split(set);
        Scaling scaling = Scaling.fit(method, set, bounds);
        return new Dataset(set, new DataConfig(set.format(), shape, split, scaling, traits), bounds, warnings);
    }

    private static SeriesTraits.OfSeries known(SeriesSet set, DataConfig config, Series series) {
        try {
            return config.traits().of(series.name());
        } catch (InputException e) {
            throw new InputException(set.source() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Cuts and scales series as a model's data were.
     *
     * @param set series read in the model's format
     * @param config the model's
     * @param warnings takes what is left out when windows are taken
     * @return the data
     * @throws InputException if the split does not fit, or the model has to be told of its series and does not know one
     */
    public static Dataset restore(SeriesSet set, DataConfig config, Warnings warnings) {
        return new Dataset(set, config, config.split().split(set), warnings);
    }

    /**
     * Takes another file's rows, which follow these, as the test part; the validation part goes up to them.
     *
     * @param continuation series that go on from these
     * @return longer data, scaled as these are
     * @throws InputException if they do not go on
     */
    public Dataset testedOn(SeriesSet continuation) {
        SeriesSet longer = set.continuedBy(continuation);
        List<Bounds> extended = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            Bounds own = bounds.get(i);
            int past = set.get(i).length();
            Bounds.Range train = own.train();
            Bounds.Range validation = new Bounds.Range(
                    own.validation().readableFrom(),
                    own.validation().from(),
                    Math.max(own.validation().from(), past));
            Bounds.Range test =
                    new Bounds.Range(train.readableFrom(), past, longer.get(i).length());
            extended.add(new Bounds(train, validation, test));
        }
        return new Dataset(longer, config, List.copyOf(extended), warnings);
    }

    /**
     * Gives what a model keeps of these data.
     *
     * @return the configuration
     */
    public DataConfig config() {
        return config;
    }

    /**
     * Gives the series, as in the file.
     *
     * @return the series
     */
    public SeriesSet set() {
        return set;
    }

    /**
     * Gives the input channels.
     *
     * @return the channels
     */
    public Channels channels() {
        return channels;
    }

    /**
     * Counts the targets.
     *
     * @return how many columns are forecast
     */
    public int targets() {
        return set.schema().targets();
    }

    /**
     * Counts the values of one output: every target at every step ahead.
     *
     * @return horizon × targets
     */
    public int targetChannels() {
        return config.shape().horizon() * targets();
    }

    /**
     * Gives the parts of a series.
     *
     * @param series position in the set
     * @return its bounds
     */
    public Bounds bounds(int series) {
        return bounds.get(series);
    }

    /**
     * Takes the scaling of a target back.
     *
     * @param series position in the set
     * @param target position among the targets
     * @param scaled a value as the model gives it
     * @return the value as in the file
     */
    public double unscaled(int series, int target, double scaled) {
        return scales.get(series).get(target).unscaled(scaled);
    }

    /**
     * Tells what is known of a series beside its values.
     *
     * @param series position in the set
     */
    public SeriesTraits.OfSeries known(int series) {
        return known.get(series);
    }

    /**
     * Takes every window that forecasts within a part.
     *
     * @param part the part
     * @return its windows, in order of series and time; without any if the part is empty or too short
     * @throws InputException if there is none in the training part
     */
    public WindowSet windows(Part part) {
        return new WindowCollector(this, warnings).of(part);
    }

    /**
     * Takes the last window of each series, from which the future is forecast.
     *
     * @return at most one window a series
     * @throws InputException if no series is long enough, or columns known ahead lack their future
     */
    public WindowSet latest() {
        int horizon = config.shape().horizon();
        List<String> known = set.schema().names(Role.KNOWN);
        boolean lacksFuture = set.series().stream().anyMatch(series -> series.extent() < series.length() + horizon);
        if (!known.isEmpty() && lacksFuture) {
            throw new InputException("the model reads " + String.join(", ", known) + " ahead; give the next "
                    + (horizon == 1 ? "value" : horizon + " values") + " with --future FILE");
        }
        return new WindowCollector(this, warnings).latest();
    }

    WindowShape shape() {
        return config.shape();
    }

    /** The scaled values of a series, [row of channels][time]. */
    float[][] rows(int series) {
        return rows.get(series);
    }

    private float[][] scaledRows(Series series, List<Affine> affines) {
        float[][] scaled = new float[channels.rows()][series.extent()];
        for (Channels.Channel channel : channels.list()) {
            if (channel.ahead() > 1) {
                continue;
            }
            Affine affine = affines.get(channel.column());
            float[] row = scaled[channel.row()];
            for (int time = 0; time < row.length; time++) {
                double value = series.value(channel.column(), time);
                if (Double.isNaN(value)) {
                    row[time] = Float.NaN;
                } else if (channel.category() >= 0) {
                    row[time] = value == channel.category() ? 1 : 0;
                } else {
                    row[time] = (float) affine.scaled(value);
                }
            }
        }
        return scaled;
    }
}
