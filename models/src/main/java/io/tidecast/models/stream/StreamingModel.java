package io.tidecast.models.stream;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.data.window.Affine;
import io.tidecast.models.data.window.Scaling;
import io.tidecast.models.file.Excerpt;
import io.tidecast.models.forecast.ModelDigest;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.forecast.SeriesTold;
import io.tidecast.models.head.Head;
import io.tidecast.models.step.SteppedNetwork;
import io.tidecast.models.step.Steps;
import java.util.List;
import java.util.Optional;

/**
 * A trained model that forecasts after each row of a stream, in the same time and memory however many rows there were
 * before.
 *
 * <p>After {@code n} rows the forecast is the model's over all of them as one window of {@code n} steps, to rounding: what
 * recurrent layers remember goes back to the beginning of the stream, or to its last {@link ForecastStream#reset}. So
 *
 * <ul>
 *   <li>a WaveNet's is that of the usual windows as soon as there are as many rows as it reaches back to;
 *   <li>a recurrent network's is that of a usual window where {@code n} is the window's length, and later one that
 *       remembers more than such a window holds;
 *   <li>a model that thins time out by a stride {@code s} leaves out up to {@code s − 1} of the first rows, so that its
 *       window ends with the newest; each of the {@code s} thinned sequences is remembered by itself;
 *   <li>a model that pads nothing forecasts first after {@link #rowsToFirst} rows;
 *   <li>one that joins all steps of its window ({@code linear}) remembers that many rows, and its forecast is that over
 *       the last of them.
 * </ul>
 *
 * <p>May be used by several threads; each {@link ForecastStream} is for one.
 */
public final class StreamingModel implements AutoCloseable {
    private final ModelFile model;
    private final SteppedNetwork network;
    private final RowEncoder encoder;
    private final List<Affine> targetScales;
    private final SeriesTraits.OfSeries known;
    private final String fingerprint;

    /**
     * Prepares a model.
     *
     * @param series which it is, where each has a scaling of its own or the model is told of each, and there are several;
     *     else may be empty
     * @throws InputException if that is needed and missing or unknown, or the network cannot go step by step
     */
    public StreamingModel(ModelFile model, Backend backend, Optional<String> series) {
        this.model = model;
        List<Affine> scales = scales(model.data().scaling(), series);
        targetScales = scales.subList(0, targets().size());
        known = known(model.data().traits(), series);
        encoder = new RowEncoder(model.data().format().schema(), scales, horizon());
        network = new SteppedNetwork(backend, model.network(), model.weights(), 1);
        fingerprint = ModelDigest.of(model) + series.map(name -> " " + name).orElse("");
    }

    private static List<Affine> scales(Scaling scaling, Optional<String> series) {
        List<String> known = scaling.series();
        String name = series.orElse(known.size() == 1 ? known.getFirst() : "");
        return scaling.ofKnown(name)
                .orElseThrow(() ->
                        new InputException(series.map(given -> "--series: the model was not trained on a series '"
                                                + given + "'" + NearestName.hint(given, known))
                                        .orElse("the model scales each series by a level of its own ("
                                                + scaling.method().label() + "), which a stream does not tell before it"
                                                + " ends")
                                + "; name one that the model was trained on with --series, or train with --scale"
                                + " standard"));
    }

    private static SeriesTraits.OfSeries known(SeriesTraits traits, Optional<String> series) {
        List<String> known = List.copyOf(traits.series().keySet());
        if (series.isEmpty() && known.size() > 1) {
            throw new InputException("the model is told of each series (" + traits.words()
                    + "); name it with --series: " + Excerpt.of(String.join(", ", known)));
        }
        return traits.of(series.orElse(known.isEmpty() ? "" : known.getFirst()));
    }

    /** Returns what a row holds, in order. */
    public List<StreamColumn> columns() {
        return encoder.columns();
    }

    /** Returns the names of what is forecast. */
    public List<String> targets() {
        return model.data().format().schema().names(Role.TARGET);
    }

    int targetCount() {
        return targetScales.size();
    }

    /** Returns how many steps are forecast. */
    public int horizon() {
        return model.data().shape().horizon();
    }

    /** Returns after how many rows there is a first forecast, at least 1. */
    public int rowsToFirst() {
        return network.first() + 1;
    }

    /** Returns what tells this model, and the scaling that it is used with, from others; states carry it. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Begins a stream, for one thread; it is to be closed before this is. */
    public ForecastStream begin() {
        Steps steps = network.begin();
        SeriesTold.tell(steps.told(), known, 0, 1);
        return new ForecastStream(this, steps);
    }

    /**
     * Begins a stream that goes on from a state.
     *
     * @throws InputException if the state is of another model
     */
    public ForecastStream resume(StreamState state) {
        state.requireOf(this);
        ForecastStream stream = begin();
        try {
            stream.restore(state);
            return stream;
        } catch (InputException e) {
            stream.close();
            throw e;
        }
    }

    RowEncoder encoder() {
        return encoder;
    }

    SteppedNetwork network() {
        return network;
    }

    /** Returns what the model tells of each target. */
    public Head head() {
        return model.network().head();
    }

    Affine targetScale(int target) {
        return targetScales.get(target);
    }

    @Override
    public void close() {
        network.close();
    }
}
