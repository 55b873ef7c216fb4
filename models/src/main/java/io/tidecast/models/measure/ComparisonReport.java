package io.tidecast.models.measure;

import io.tidecast.models.file.Json;
import io.tidecast.models.measure.Standing.Absent;
import io.tidecast.models.measure.Standing.Timed;
import io.tidecast.models.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * Results for people and for programs. The first contestant is the one whose rates are shown and against which the others
 * are held; there may be any number of others.
 *
 * @param contestants their names, in order
 * @param goals how many times faster than the second contestant the first is meant to be, by task; may be empty
 */
public record ComparisonReport(List<String> contestants, List<TaskResult> results, Map<String, Double> goals) {
    /** Copies the collections. */
    public ComparisonReport {
        contestants = List.copyOf(contestants);
        results = List.copyOf(results);
        goals = Map.copyOf(goals);
    }

    private String first() {
        return contestants.getFirst();
    }

    private List<String> others() {
        return contestants.subList(1, contestants.size());
    }

    /** Returns a table in Markdown, with a row for each task. */
    public List<String> table() {
        TextTable table = new TextTable().text("task");
        contestants.forEach(name -> table.number(name + " ms"));
        others().forEach(name -> table.number(name + " / " + first()));
        if (!goals.isEmpty()) {
            table.number("goal");
        }
        table.number("GFLOP/s").number("of peak").number("bytes a step");
        for (TaskResult result : results) {
            table.row(row(result));
        }
        return table.lines();
    }

    private List<String> row(TaskResult result) {
        List<String> cells = new ArrayList<>();
        cells.add(result.task().title());
        contestants.forEach(name -> cells.add(result.timed(name)
                .map(timed -> milliseconds(timed.milliseconds()))
                .orElse("–")));
        others().forEach(name -> cells.add(written("%.1f ×", result.ratio(name, first()))));
        if (!goals.isEmpty()) {
            Double goal = goals.get(result.task().name());
            cells.add(goal == null ? "" : String.format(Locale.ROOT, "%.1f ×", goal));
        }
        cells.add(written("%.1f", scaled(result.rate(first()), 1e-9)));
        cells.add(written("%.0f %%", scaled(result.share(first()), 100)));
        cells.add(
                result.timed(first()).map(timed -> Long.toString(timed.bytes())).orElse("–"));
        return cells;
    }

    /** Returns a line for each reason why something stands in no row, and for each contestant that had several ways. */
    public List<String> notes() {
        SequencedMap<String, List<String>> tasksByReason = new LinkedHashMap<>();
        List<String> trials = new ArrayList<>();
        for (TaskResult result : results) {
            for (Standing standing : result.standings()) {
                switch (standing) {
                    case Absent absent ->
                        tasksByReason
                                .computeIfAbsent(absent.contestant() + ": " + absent.reason(), _ -> new ArrayList<>())
                                .add(result.task().name());
                    case Timed timed -> {
                        if (!timed.trials().isEmpty()) {
                            trials.add(result.task().name() + " by " + timed.contestant() + ": " + tried(timed));
                        }
                    }
                }
            }
        }
        List<String> notes = new ArrayList<>();
        tasksByReason.forEach((reason, tasks) ->
                notes.add(tasks.size() == results.size() ? reason : reason + " (" + String.join(", ", tasks) + ")"));
        notes.addAll(trials);
        return notes;
    }

    private static String tried(Timed timed) {
        List<String> ways = timed.trials().stream()
                .map(trial -> trial.way() + " " + milliseconds(trial.seconds() * 1e3) + " ms")
                .toList();
        return String.join("; ", ways);
    }

    /** Returns an entry for each task. */
    public Json json() {
        return Json.array(results.stream().map(this::entry).toList());
    }

    private Json entry(TaskResult result) {
        Task task = result.task();
        Json.ObjectBuilder entry = Json.object()
                .put("task", task.name())
                .put("title", task.title())
                .put("operations", result.operations())
                .put("traffic_bytes", task.traffic());
        result.peak().ifPresent(peak -> entry.put("peak_gflops", peak * 1e-9));
        List<Json> standings = new ArrayList<>();
        for (Standing standing : result.standings()) {
            standings.add(
                    switch (standing) {
                        case Absent absent ->
                            Json.object()
                                    .put("name", absent.contestant())
                                    .put("reason", absent.reason())
                                    .build();
                        case Timed timed -> timed(result, timed);
                    });
        }
        entry.put("contestants", Json.array(standings));
        Double goal = goals.get(task.name());
        if (goal != null) {
            entry.put("goal", goal);
        }
        return entry.build();
    }

    private Json timed(TaskResult result, Timed timed) {
        Json.ObjectBuilder entry = Json.object()
                .put("name", timed.contestant())
                .put("milliseconds", timed.milliseconds())
                .put("least_milliseconds", timed.times().least() * 1e3)
                .put("most_milliseconds", timed.times().most() * 1e3)
                .put("rounds", timed.times().rounds())
                .put("bytes", timed.bytes());
        result.rate(timed.contestant()).ifPresent(rate -> entry.put("gflops", rate * 1e-9));
        result.share(timed.contestant()).ifPresent(share -> entry.put("of_peak", share));
        if (!timed.contestant().equals(first())) {
            result.ratio(timed.contestant(), first()).ifPresent(ratio -> entry.put("ratio", ratio));
        }
        if (!timed.trials().isEmpty()) {
            Json.ObjectBuilder ways = Json.object();
            timed.trials().forEach(trial -> ways.put(trial.way(), trial.seconds() * 1e3));
            entry.put("way", timed.way()).put("ways_milliseconds", ways.build());
        }
        return entry.build();
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 100 ? "%.2f" : "%.1f", value);
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    private static String written(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
    }
}
