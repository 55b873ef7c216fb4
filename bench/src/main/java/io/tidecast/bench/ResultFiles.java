package io.tidecast.bench;

import io.tidecast.models.file.Json;
import io.tidecast.models.measure.ComparisonReport;
import io.tidecast.models.measure.Machine;
import io.tidecast.models.measure.TaskResult;
import io.tidecast.models.measure.ThreadsResult;
import io.tidecast.models.text.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a comparison found, as Markdown and as JSON, with all that it depends on.
 *
 * @param threads how many threads were held against one
 * @param together what came of it
 * @param whyNot why nothing came of it, or empty
 */
record ResultFiles(
        Machine machine,
        String commit,
        ComparisonReport report,
        int threads,
        List<ThreadsResult> together,
        String whyNot) {
    ResultFiles {
        together = List.copyOf(together);
    }

    /** Returns the lines of the Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# " + machine.processor() + ", " + machine.processors() + " processors");
        lines.add("");
        lines.add(
                "One thread, float32; medians of rounds in which all were timed in turn, after each had agreed with the"
                        + " double-precision reference.");
        lines.add("");
        lines.addAll(report.table());
        lines.add("");
        report.notes().forEach(note -> lines.add("* " + note));
        lines.add("");
        lines.addAll(threadsLines());
        lines.add("");
        peak().ifPresent(peak ->
                lines.add(String.format(Locale.ROOT, "* peak of a core, by multiply-adds: %.0f GFLOP/s", peak * 1e-9)));
        lines.add("* " + machine.system() + "; " + machine.java());
        lines.add("* JVM flags: " + String.join(" ", machine.flags()));
        lines.add("* commit " + commit + ", " + today());
        return lines;
    }

    private List<String> threadsLines() {
        if (!whyNot.isEmpty()) {
            return List.of("Several threads were not held against one: " + whyNot + ".");
        }
        TextTable table = new TextTable()
                .text("task")
                .number("1 thread ms")
                .number(threads + " threads ms")
                .number("speed-up")
                .number("of multiply-adds")
                .number("quotient")
                .number("goal");
        for (ThreadsResult result : together) {
            table.row(
                    result.task().title(),
                    format("%.3f", result.seconds() * 1e3),
                    format("%.3f", result.secondsTogether() * 1e3),
                    format("%.2f", result.speedUp()),
                    format("%.2f", result.probe()),
                    format("%.2f", result.share()),
                    format("%.2f", Goals.THREADS.getOrDefault(result.task().name(), 0.0)));
        }
        return together.isEmpty() ? List.of() : table.lines();
    }

    /** Returns the JSON document. */
    Json json() {
        Json.ObjectBuilder document =
                Json.object().put("date", today()).put("commit", commit).put("machine", machine.json());
        peak().ifPresent(peak -> document.put("peak_gflops", peak * 1e-9));
        document.put("threads", 1).put("tasks", report.json());
        if (whyNot.isEmpty()) {
            document.put(
                    "speed_ups", Json.array(together.stream().map(this::entry).toList()));
        } else {
            document.put("speed_ups_reason", whyNot);
        }
        return document.build();
    }

    private Json entry(ThreadsResult result) {
        return Json.object()
                .put("task", result.task().name())
                .put("threads", result.threads())
                .put("milliseconds", result.seconds() * 1e3)
                .put("milliseconds_together", result.secondsTogether() * 1e3)
                .put("speed_up", result.speedUp())
                .put("probe_speed_up", result.probe())
                .put("quotient", result.share())
                .build();
    }

    /** Writes both files and returns them; a later run on a machine of the same kind replaces them. */
    List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = (machine.processor() + " " + machine.processors() + " processors")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        Path markdown = folder.resolve(name + ".md");
        Path document = folder.resolve(name + ".json");
        Files.writeString(markdown, String.join("\n", lines()) + "\n");
        Files.writeString(document, json().indented());
        return List.of(markdown, document);
    }

    private OptionalDouble peak() {
        return report.results().stream()
                .map(TaskResult::peak)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
