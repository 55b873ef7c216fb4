package io.tidecast.models.verify;

import io.tidecast.models.file.Json;
import io.tidecast.models.plot.AxisKind;
import io.tidecast.models.plot.Curve;
import io.tidecast.models.plot.LinePlot;
import io.tidecast.models.plot.Palette;
import io.tidecast.models.plot.Points;
import java.util.ArrayList;
import java.util.List;

/**
 * What a verification found, for people and for programs.
 *
 * @param results of each backend against the reference, at least one
 * @param tolerances what they were held to
 */
public record VerificationReport(List<PairResult> results, Tolerances tolerances) {
    private static final List<String> COLOURS =
            List.of(Palette.BLUE, Palette.ORANGE, Palette.GREEN, Palette.PURPLE, Palette.VERMILION, Palette.SKY);

    /** Copies the list. */
    public VerificationReport {
        results = List.copyOf(results);
    }

    /** Returns whether every difference of every backend is within its tolerance. */
    public boolean isWithin() {
        return results.stream().allMatch(PairResult::isWithin);
    }

    /** Returns lines to read, backend by backend. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (PairResult result : results) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(new PairReport(result, tolerances).lines());
        }
        return lines;
    }

    /** Returns an entry for each backend. */
    public Json json() {
        return Json.array(results.stream().map(PairJson::of).toList());
    }

    /**
     * Returns a chart of how far the backends drift from the reference when they are left to run freely, as SVG.
     *
     * @param title what stands above it
     */
    public String driftPlot(String title) {
        LinePlot.Builder plot = LinePlot.titled(title)
                .subtitle("each trains by itself, from the same first weights on the same batches")
                .horizontal(AxisKind.WHOLE_NUMBERS, "step")
                .vertical(
                        AxisKind.RATIOS,
                        "relative difference of all weights from those on "
                                + results.getFirst().reference() + ", logarithmic");
        for (int i = 0; i < results.size(); i++) {
            PairResult result = results.get(i);
            plot.curve(new Curve(
                    result.backend(),
                    Points.counted(
                            1,
                            result.drift().finite().stream()
                                    .mapToDouble(Drift.Point::weights)
                                    .toArray()),
                    Curve.Style.line(COLOURS.get(i % COLOURS.size()))));
        }
        return plot.build().svg();
    }
}
