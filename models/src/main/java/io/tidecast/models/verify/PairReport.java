package io.tidecast.models.verify;

import io.tidecast.models.text.TextTable;
import io.tidecast.models.verify.Finding.Breach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What was found of one backend against the reference, to be read.
 *
 * @param result what was found
 * @param tolerances what it was held to
 */
record PairReport(PairResult result, Tolerances tolerances) {
    private static final int LONGEST_OP = 60;
    private static final List<Quantity> BY_TENSOR = List.of(Quantity.GRADIENT, Quantity.STATE, Quantity.WEIGHTS);

    /** Returns a table of the largest differences, what lies beyond tolerance with where it comes from, and the drift. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(result.backend() + " against " + result.reference() + ": "
                + (result.isWithin() ? "within tolerance" : "BEYOND TOLERANCE"));
        result.findings().stream()
                .filter(finding -> finding.quantity() == Quantity.LOSS)
                .forEach(loss -> lines.add("loss: at most " + written(loss.largest()) + " apart, at step " + loss.step()
                        + "; tolerance " + bound(loss.tolerance())));
        lines.add("");
        lines.addAll(table());
        lines.add("");
        lines.addAll(causes());
        result.ops().forEach(ops -> lines.add(line(ops)));
        lines.add(drift());
        return lines;
    }

    private List<String> table() {
        TextTable table = new TextTable().text("largest ‖a − b‖ / ‖b‖");
        List<String> bounds = new ArrayList<>(List.of("tolerance"));
        for (Quantity quantity : BY_TENSOR) {
            table.number(quantity.label()).number("at step");
            bounds.add(bound(tolerances.of(quantity)));
            bounds.add("");
        }
        SequencedMap<String, List<Finding>> rows = new LinkedHashMap<>();
        result.findings().stream()
                .filter(finding -> finding.quantity() != Quantity.LOSS)
                .forEach(finding -> rows.computeIfAbsent(finding.parameter(), _ -> new ArrayList<>())
                        .add(finding));
        rows.forEach((parameter, findings) -> {
            List<String> cells = new ArrayList<>(List.of(parameter));
            for (Quantity quantity : BY_TENSOR) {
                Optional<Finding> largest = findings.stream()
                        .filter(finding -> finding.quantity() == quantity)
                        .max(Comparator.comparingDouble(Finding::largest));
                cells.add(largest.map(PairReport::cell).orElse(""));
                cells.add(
                        largest.map(finding -> Integer.toString(finding.step())).orElse(""));
            }
            table.row(cells);
        });
        return table.row(bounds).lines();
    }

    private static String cell(Finding finding) {
        return (finding.breach().isPresent() ? "! " : "") + written(finding.largest());
    }

    /** Returns for each op that differences come from what is beyond tolerance because of it. */
    private List<String> causes() {
        SequencedMap<String, List<Finding>> causes = new LinkedHashMap<>();
        for (Finding finding : result.breaches()) {
            Optional<Suspect> suspect = finding.breach().orElseThrow().suspect();
            causes.computeIfAbsent(suspect.map(PairReport::placed).orElse(""), _ -> new ArrayList<>())
                    .add(finding);
        }
        List<String> lines = new ArrayList<>();
        causes.values().forEach(findings -> {
            Breach first = findings.stream()
                    .map(finding -> finding.breach().orElseThrow())
                    .min(Comparator.comparingInt(Breach::step))
                    .orElseThrow();
            lines.add("beyond tolerance from step " + first.step() + " on: " + counted(findings));
            lines.add("  " + first.suspect().map(PairReport::blamed).orElse("steps in blocks are not run op by op"));
        });
        return lines;
    }

    private static String counted(List<Finding> findings) {
        List<String> parts = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            long count = findings.stream()
                    .filter(finding -> finding.quantity() == quantity)
                    .count();
            if (count > 0) {
                parts.add(quantity == Quantity.LOSS ? "the loss" : quantity.label() + " of " + count + " tensors");
            }
        }
        return String.join(", ", parts);
    }

    private static String blamed(Suspect suspect) {
        return suspect.beyond()
                ? "the first op that differs by itself: " + described(suspect)
                : "no op by itself differs by more than rounding; the most apart: " + described(suspect);
    }

    private String line(OpsFinding ops) {
        Suspect farthest = ops.farthest();
        return "each of the " + ops.ops() + " ops of step " + ops.step() + " by itself, tolerance "
                + bound(tolerances.op())
                + (ops.isWithin()
                        ? ": at most " + written(farthest.difference()) + " apart, " + placed(farthest)
                        : ": BEYOND IT first " + described(farthest));
    }

    private static String described(Suspect suspect) {
        String types = String.join(", ", suspect.inputs()) + " -> " + String.join(", ", suspect.outputs());
        return placed(suspect) + ", " + written(suspect.difference()) + " apart (" + types + "; made at "
                + suspect.place() + ")";
    }

    private static String placed(Suspect suspect) {
        String op = suspect.op();
        StringBuilder placed = new StringBuilder(op.length() > LONGEST_OP ? op.substring(0, LONGEST_OP) + "…" : op);
        suspect.loopSteps()
                .forEach(step -> placed.append(", at step ").append(step).append(" of a loop"));
        return placed.append(suspect.scope().isEmpty() ? "" : " in " + suspect.scope())
                .toString();
    }

    private String drift() {
        Drift.Point last = result.drift().points().getLast();
        return "left to run freely (not judged), after " + last.step() + (last.step() == 1 ? " step" : " steps")
                + " the weights are " + written(last.weights()) + " apart, the loss " + written(last.loss());
    }

    /** Writes a difference with two digits, such as {@code 1.2e-07}. */
    private static String written(double difference) {
        return Double.isFinite(difference)
                ? difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference)
                : "not finite";
    }

    private static String bound(double tolerance) {
        return String.format(Locale.ROOT, "%.0e", tolerance);
    }
}
