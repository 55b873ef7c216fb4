package io.tidecast.cli;

import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.Timeline;
import io.tidecast.models.forecast.Forecaster.Forecast;
import io.tidecast.models.forecast.Forecaster.Quantile;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.plot.AxisKind;
import io.tidecast.models.plot.Band;
import io.tidecast.models.plot.ForecastPlot;
import io.tidecast.models.plot.ForecastPlot.Named;
import io.tidecast.models.plot.Palette;
import io.tidecast.models.plot.Points;
import java.util.Optional;

/**
 * Draws a forecast beside what went before and, where it is known, what came true.
 *
 * @param model what forecast
 * @param all the series to their ends, also where the forecast stands before
 */
record ForecastDrawing(ModelFile model, SeriesSet all) {
    private static final double MICROSECONDS = 1e6;
    private static final int TARGET = 0;

    /** Returns the chart of the first target. */
    String svg(Forecast forecast) {
        Series past = forecast.series();
        Series whole = all.series().stream()
                .filter(series -> series.name().equals(past.name()))
                .findFirst()
                .orElse(past);
        Timeline timeline = past.timeline();
        int horizon = model.data().shape().horizon();
        int known = Math.min(horizon, whole.length() - past.length());
        String target = all.schema().columns().get(TARGET).name();
        boolean calendar = timeline.format().isCalendar();
        return new ForecastPlot(
                        past.name().isEmpty() ? target : past.name() + ", " + target,
                        model.architecture().name() + ", " + Figures.counted(horizon, "step") + " ahead from "
                                + timeline.text(past.length() - 1),
                        calendar ? AxisKind.TIMES : AxisKind.WHOLE_NUMBERS,
                        calendar ? "" : "step",
                        target,
                        points(whole, 0, past.length()),
                        at(timeline, past.length(), forecast.mean().get(TARGET)),
                        known > 0 ? Optional.of(points(whole, past.length(), past.length() + known)) : Optional.empty(),
                        seasonalNaive(past, horizon),
                        band(forecast))
                .svg();
    }

    private static Optional<Band> band(Forecast forecast) {
        if (forecast.quantiles().size() < 2) {
            return Optional.empty();
        }
        Quantile low = forecast.quantiles().getFirst();
        Quantile high = forecast.quantiles().getLast();
        Series past = forecast.series();
        return Optional.of(new Band(
                QuantileOption.percent(low.level()) + " % to " + QuantileOption.percent(high.level()) + " %",
                at(past.timeline(), past.length(), low.values().get(TARGET)),
                at(past.timeline(), past.length(), high.values().get(TARGET)),
                Palette.BLUE));
    }

    private Optional<Named> seasonalNaive(Series past, int horizon) {
        int season = model.season();
        if (season == 1 || past.length() < season) {
            return Optional.empty();
        }
        double[] repeated = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            repeated[step] = past.value(TARGET, past.length() - season + step % season);
        }
        return Optional.of(new Named("the last season again", at(past.timeline(), past.length(), repeated)));
    }

    private static Points points(Series series, int from, int until) {
        double[] values = new double[until - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = series.value(TARGET, from + i);
        }
        return at(series.timeline(), from, values);
    }

    private static Points at(Timeline timeline, int from, double[] values) {
        double unit = timeline.format().isCalendar() ? MICROSECONDS : 1;
        double[] places = new double[values.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = timeline.at(from + i) / unit;
        }
        return Points.at(places, values);
    }
}
