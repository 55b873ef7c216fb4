package io.tidecast.cli;

import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Experiment;
import io.tidecast.models.forecast.Judgement;
import io.tidecast.models.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A model beside its baselines, part by part.
 *
 * @param model what is compared
 * @param baselines what it is compared with
 */
record Comparison(Contender model, List<Contender> baselines) {
    private static final int DIGITS = 4;

    /** The figures that tables show, with their headings. */
    private static final SequencedMap<String, String> COLUMNS = columns();

    private static SequencedMap<String, String> columns() {
        SequencedMap<String, String> columns = new LinkedHashMap<>();
        columns.put("mse", "MSE");
        columns.put("mae", "MAE");
        columns.put("smape", "sMAPE");
        columns.put("mase", "MASE");
        columns.put("crps", "CRPS");
        columns.put("coverage_80", "in 80 %");
        return columns;
    }

    /** Returns the baselines by name, as scripts know them. */
    Json baselinesJson() {
        Json.ObjectBuilder named = Json.object();
        baselines.forEach(baseline -> named.put(baseline.name(), baseline.asBaseline()));
        return named.build();
    }

    /** Prints a table for each of some parts that has windows. */
    void print(Console console, Experiment experiment, List<Part> parts) {
        for (Part part : parts) {
            experiment.judged(part).ifPresent(windows -> {
                console.print("");
                console.print(part.label() + ", " + Figures.whole(windows.size()) + " windows");
                table(part).lines().forEach(console::print);
            });
        }
    }

    private TextTable table(Part part) {
        List<Contender> all = new ArrayList<>(List.of(model));
        all.addAll(baselines);
        List<String> shown = COLUMNS.keySet().stream()
                .filter(figure ->
                        all.stream().anyMatch(one -> figures(one, part).containsKey(figure)))
                .toList();
        TextTable table = new TextTable().text("forecast by").number("parameters");
        shown.forEach(figure -> table.number(COLUMNS.getOrDefault(figure, figure.toUpperCase(Locale.ROOT))));
        for (Contender one : all) {
            Map<String, Double> figures = figures(one, part);
            List<String> cells = new ArrayList<>();
            cells.add(one.title());
            cells.add(
                    one.parameters().isPresent()
                            ? Figures.whole(one.parameters().getAsLong())
                            : "");
            for (String figure : shown) {
                Double value = figures.get(figure);
                cells.add(value == null ? "" : Figures.significant(value, DIGITS));
            }
            table.row(cells);
        }
        return table;
    }

    private static Map<String, Double> figures(Contender one, Part part) {
        Judgement judgement = one.judgements().get(part);
        return judgement == null ? Map.of() : judgement.figures();
    }
}
