package io.tidecast.models.plot;

import java.util.stream.DoubleStream;

/**
 * The chart of a training: the losses of each epoch, the best epoch marked.
 *
 * <p>Where the largest loss is more than ten times the least, the vertical axis shows ratios.
 *
 * @param title the title
 * @param subtitle the line below the title; may be empty
 * @param lossTitle what stands above the vertical axis: the loss and its unit
 * @param training the loss on the training part, by epoch, the first being 1; NaN where it is not known
 * @param validation the loss on the validation part likewise; empty without such a part
 * @param bestEpoch the epoch whose weights were kept, counted from 1; 0 marks none
 */
public record TrainingCurvePlot(
        String title, String subtitle, String lossTitle, Points training, Points validation, int bestEpoch) {
    private static final double WIDE = 10;
    private static final int MOST_DOTS = 40;

    /** Returns the chart as an SVG document, 960 × 540 pixels. */
    public String svg() {
        boolean dots = Math.max(training.size(), validation.size()) <= MOST_DOTS;
        LinePlot.Builder plot = LinePlot.titled(title)
                .subtitle(subtitle)
                .horizontal(AxisKind.WHOLE_NUMBERS, "epoch")
                .vertical(isWide() ? AxisKind.RATIOS : AxisKind.NUMBERS, lossTitle + (isWide() ? ", logarithmic" : ""))
                .curve(new Curve(
                        "training", training, Curve.Style.line(Palette.BLUE).withDots(dots)));
        if (validation.size() > 0) {
            plot.curve(new Curve(
                    "validation",
                    validation,
                    Curve.Style.line(Palette.VERMILION).withDots(dots)));
        }
        Points judged = validation.size() > 0 ? validation : training;
        for (int i = 0; i < judged.size(); i++) {
            if (judged.x(i) == bestEpoch && Double.isFinite(judged.y(i))) {
                plot.marker(new Marker(
                        bestEpoch, "best: epoch " + bestEpoch + ", " + NumberLabel.significant(judged.y(i), 4)));
            }
        }
        return plot.build().svg();
    }

    private boolean isWide() {
        double[] losses = DoubleStream.concat(training.heights(), validation.heights())
                .filter(Double::isFinite)
                .toArray();
        double least = DoubleStream.of(losses).min().orElse(1);
        double most = DoubleStream.of(losses).max().orElse(1);
        return least > 0 && most > WIDE * least;
    }
}
