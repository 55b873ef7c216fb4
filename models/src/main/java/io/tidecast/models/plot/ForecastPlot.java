package io.tidecast.models.plot;

import java.util.Optional;

/**
 * The chart of a forecast: what was, what is forecast, beside it a baseline and what came true where they are known.
 *
 * <p>Of the history as many of the last points are shown as leave the forecast room to be seen: three for each point of
 * the forecast, and no fewer than forty.
 *
 * @param title the title
 * @param subtitle the line below the title; may be empty
 * @param time what the horizontal axis measures
 * @param timeTitle what stands below the horizontal axis; may be empty
 * @param valueTitle what stands above the vertical axis: the series and its unit
 * @param history what was known when the forecast was made
 * @param forecast the forecast
 * @param actual what came true, where it is known
 * @param baseline what a simpler method forecasts, where one is to be compared
 * @param band the region in which the forecast expects the truth, where it says
 */
public record ForecastPlot(
        String title,
        String subtitle,
        AxisKind time,
        String timeTitle,
        String valueTitle,
        Points history,
        Points forecast,
        Optional<Points> actual,
        Optional<Named> baseline,
        Optional<Band> band) {
    private static final int LEAST_HISTORY = 40;
    private static final int HISTORY_PER_STEP = 3;
    private static final int MOST_DOTS = 30;

    /**
     * A series with a name.
     *
     * @param name what the legend calls it
     * @param points the series
     */
    public record Named(String name, Points points) {}

    /** Returns the chart as an SVG document, 960 × 540 pixels. */
    public String svg() {
        int steps = forecast.size();
        boolean dots = steps <= MOST_DOTS;
        Points recent = history.last(Math.max(LEAST_HISTORY, steps * HISTORY_PER_STEP));
        LinePlot.Builder plot = LinePlot.titled(title)
                .subtitle(subtitle)
                .horizontal(time, timeTitle)
                .vertical(AxisKind.NUMBERS, valueTitle);
        Curve.Style past = Curve.Style.line(Palette.INK).withWidth(1.75);
        plot.curve(new Curve("history", recent, past));
        actual.map(points -> points.after(recent))
                .ifPresent(points -> plot.curve(new Curve("what came true", points, past.withDots(dots))));
        baseline.ifPresent(named -> plot.curve(new Curve(
                named.name, named.points, Curve.Style.line(Palette.ORANGE).dashed())));
        plot.curve(new Curve(
                "forecast",
                forecast,
                Curve.Style.line(Palette.BLUE).withWidth(2.5).withDots(dots)));
        band.ifPresent(plot::band);
        if (recent.size() > 0 && steps > 0) {
            plot.marker(new Marker((recent.x(recent.size() - 1) + forecast.x(0)) / 2, "forecast from here"));
        }
        return plot.build().svg();
    }
}
