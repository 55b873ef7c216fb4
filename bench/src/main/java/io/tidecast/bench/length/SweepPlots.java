package io.tidecast.bench.length;

import io.tidecast.models.plot.AxisKind;
import io.tidecast.models.plot.Band;
import io.tidecast.models.plot.Curve;
import io.tidecast.models.plot.LinePlot;
import io.tidecast.models.plot.Palette;
import io.tidecast.models.plot.Points;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A sweep as charts. */
final class SweepPlots {
    private static final double LEVEL = 0.15;
    private static final double MIB = 1 << 20;
    private static final String STEPS = "steps in the window";

    private final SweepResult result;

    SweepPlots(SweepResult result) {
        this.result = result;
    }

    /** Returns the time a step takes, relative to the shortest window's. */
    String time() {
        return LinePlot.titled("Time per step, from 4,096 steps to a million")
                .subtitle(result.kind().title() + ", batch 1, one thread; relative to 4,096 steps")
                .horizontal(AxisKind.RATIOS, STEPS)
                .vertical(AxisKind.NUMBERS, "time per step, relative")
                .band(new Band("within 15 %", level(1 - LEVEL), level(1 + LEVEL), Palette.SKY))
                .curve(curve("training", Subject.Work.TRAINING, Palette.VERMILION, result::relativeTime))
                .curve(curve("inference", Subject.Work.INFERENCE, Palette.BLUE, result::relativeTime))
                .build()
                .svg();
    }

    /** Returns the memory that is taken, beside what computing the window whole would take. */
    String memory() {
        LinePlot.Builder plot = LinePlot.titled("Memory, from 4,096 steps to a million")
                .subtitle(result.kind().title() + ", batch 1: processes at their peak")
                .horizontal(AxisKind.RATIOS, STEPS)
                .vertical(AxisKind.RATIOS, "MiB");
        add(plot, Subject.Work.TRAINING, "training", Palette.VERMILION);
        add(plot, Subject.Work.INFERENCE, "inference", Palette.BLUE);
        return plot.build().svg();
    }

    private void add(LinePlot.Builder plot, Subject.Work work, String name, String colour) {
        plot.curve(curve(name + ", process", work, colour, row -> peak(row) / MIB))
                .curve(dashed(name + ", program", work, colour, row -> row.programBytes() / MIB))
                .curve(thin(name + ", if whole", work, colour, row -> row.wholeBytes() / MIB));
    }

    private static double peak(SweepResult.Row row) {
        return row.peakBytes().isPresent() ? row.peakBytes().getAsLong() : Double.NaN;
    }

    private Curve curve(String name, Subject.Work work, String colour, ToDoubleFunction<SweepResult.Row> height) {
        return new Curve(name, points(work, height), Curve.Style.line(colour).withDots(true));
    }

    private Curve dashed(String name, Subject.Work work, String colour, ToDoubleFunction<SweepResult.Row> height) {
        return new Curve(
                name, points(work, height), Curve.Style.line(colour).dashed().withDots(true));
    }

    private Curve thin(String name, Subject.Work work, String colour, ToDoubleFunction<SweepResult.Row> height) {
        return new Curve(
                name, points(work, height), Curve.Style.line(colour).dashed().withWidth(1));
    }

    private Points points(Subject.Work work, ToDoubleFunction<SweepResult.Row> height) {
        List<SweepResult.Row> rows = result.rows(work);
        return Points.at(
                rows.stream().mapToDouble(SweepResult.Row::window).toArray(),
                rows.stream().mapToDouble(height).toArray());
    }

    private Points level(double height) {
        double[] lengths = result.rows(Subject.Work.TRAINING).stream()
                .mapToDouble(SweepResult.Row::window)
                .toArray();
        double[] heights = new double[lengths.length];
        Arrays.fill(heights, height);
        return Points.at(lengths, heights);
    }
}
