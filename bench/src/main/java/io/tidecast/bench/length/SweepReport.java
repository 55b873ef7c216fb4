package io.tidecast.bench.length;

import io.tidecast.bench.Commit;
import io.tidecast.models.file.Json;
import io.tidecast.models.measure.Machine;
import io.tidecast.models.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A sweep in words and figures. */
final class SweepReport {
    private static final double MIB = 1 << 20;

    private final SweepResult result;
    private final Machine machine = Machine.here();
    private final String commit = Commit.here();

    SweepReport(SweepResult result) {
        this.result = result;
    }

    /**
     * Returns it as Markdown.
     *
     * @param stem what the plots' names begin with
     */
    String markdown(String stem) {
        StringBuilder text =
                new StringBuilder("# Long sequences: " + result.kind().title() + "\n\n");
        text.append("One window (batch 1), one thread, backend `cpu`. In each round (")
                .append(result.rounds())
                .append(
                        ") all lengths had their turn; times are the rounds' medians and include reading the window. *Peak* is the most "
                                + "memory that a process of its own held, the JVM included; *programs* is what they take beside "
                                + "the variables; *whole* is what one would take that computed the window at once.\n\n");
        text.append(machine.processor())
                .append(", ")
                .append(machine.system())
                .append("; ")
                .append(machine.java())
                .append("; flags ")
                .append(String.join(" ", machine.flags()))
                .append("; commit ")
                .append(commit)
                .append(".\n");
        for (Subject.Work work : Subject.Work.values()) {
            text.append("\n## ").append(name(work)).append("\n\n");
            table(work).lines().forEach(line -> text.append(line).append('\n'));
            text.append('\n').append(verdict(work)).append('\n');
        }
        text.append("\n![time](").append(stem).append("-time.svg)\n");
        text.append("\n![memory](").append(stem).append("-memory.svg)\n");
        return text.toString();
    }

    private TextTable table(Subject.Work work) {
        TextTable table = new TextTable()
                .number("steps")
                .number("ns a step")
                .number("relative")
                .number("least")
                .number("most")
                .number("peak MiB")
                .number("peak bytes a step")
                .number("programs MiB")
                .number("whole MiB");
        for (SweepResult.Row row : result.rows(work)) {
            table.row(
                    String.format(Locale.ROOT, "%,d", row.window()),
                    figure("%.0f", row.time().median()),
                    figure("%.3f", result.relativeTime(row)),
                    figure("%.0f", row.time().least()),
                    figure("%.0f", row.time().most()),
                    peak(row.peakBytes(), MIB),
                    peak(row.peakBytes(), row.window()),
                    figure("%,.1f", row.programBytes() / MIB),
                    figure("%,.1f", row.wholeBytes() / MIB));
        }
        return table;
    }

    private String verdict(Subject.Work work) {
        String growth = Double.isNaN(result.memoryGrowth(work))
                ? "Peak memory is not known on this system."
                : String.format(
                        Locale.ROOT,
                        "Peak memory of the longest is %.2f times that at %,d steps.",
                        result.memoryGrowth(work),
                        SweepResult.REFERENCE_LENGTH);
        return String.format(
                Locale.ROOT,
                "No length takes more than %.3f times the shortest's time per step. %s",
                result.largestRelativeTime(work),
                growth);
    }

    /** Returns it as JSON. */
    String json() {
        List<Json> rows = new ArrayList<>();
        for (SweepResult.Row row : result.rows()) {
            Json.ObjectBuilder fields = Json.object()
                    .put("work", row.work().name().toLowerCase(Locale.ROOT))
                    .put("steps", row.window())
                    .put("nanoseconds_per_step", row.time().median())
                    .put("least", row.time().least())
                    .put("most", row.time().most())
                    .put("relative", result.relativeTime(row))
                    .put("program_bytes", row.programBytes())
                    .put("whole_program_bytes", row.wholeBytes());
            row.peakBytes().ifPresent(bytes -> fields.put("peak_bytes", bytes));
            rows.add(fields.build());
        }
        return Json.object()
                .put("network", result.kind().title())
                .put("rounds", result.rounds())
                .put("machine", machine.json())
                .put("commit", commit)
                .put("rows", Json.array(rows))
                .build()
                .indented();
    }

    private static String name(Subject.Work work) {
        return switch (work) {
            case TRAINING -> "Training";
            case INFERENCE -> "Inference";
        };
    }

    private static String peak(OptionalLong bytes, double unit) {
        return bytes.isPresent() ? figure("%,.0f", bytes.getAsLong() / unit) : "unknown";
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
