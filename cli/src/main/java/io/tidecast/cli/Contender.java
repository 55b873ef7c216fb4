package io.tidecast.cli;

import io.tidecast.models.baseline.LeastSquares;
import io.tidecast.models.baseline.SeasonalNaive;
import io.tidecast.models.baseline.WindowForecaster;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Judgement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model or a baseline with what it achieved.
 *
 * @param name as scripts know it
 * @param title as tables show it
 * @param parameters how many numbers were fitted; empty where none are
 * @param training how long training took; empty where there was none
 * @param judgements on each part that has windows
 */
record Contender(
        String name,
        String title,
        OptionalLong parameters,
        Optional<Effort> training,
        Map<Part, Judgement> judgements) {
    /** What a training took. */
    record Effort(int epochs, double seconds) {}

    /** Returns a baseline that needs no training. */
    static Contender of(WindowForecaster baseline, Map<Part, Judgement> judgements) {
        String title = switch (baseline) {
            case SeasonalNaive seasonal -> "seasonal naive (" + seasonal.season() + ")";
            case WindowForecaster other -> other.name().replace('_', ' ');
        };
        OptionalLong parameters =
                baseline instanceof LeastSquares fitted ? OptionalLong.of(fitted.parameters()) : OptionalLong.empty();
        return new Contender(baseline.name(), title, parameters, Optional.empty(), judgements);
    }

    /** Returns the figures of every part, by the part's name. */
    Json metrics() {
        return figuresByPart().build();
    }

    /**
     * Returns the figures of the part that decides, and beside them those of every part by its name: so a script finds
     * a baseline's error in one step.
     */
    Json asBaseline() {
        Json.ObjectBuilder all = figuresByPart();
        parameters.ifPresent(count -> all.put("parameters", count));
        training.ifPresent(effort -> all.put("epochs", effort.epochs()).put("seconds", effort.seconds()));
        Optional.ofNullable(judgements.getOrDefault(Part.VALIDATION, judgements.get(Part.TEST)))
                .ifPresent(deciding -> deciding.figures().forEach(all::putFinite));
        return all.build();
    }

    private Json.ObjectBuilder figuresByPart() {
        Json.ObjectBuilder parts = Json.object();
        judgements.forEach((part, judgement) -> {
            Json.ObjectBuilder figures = Json.object();
            judgement.figures().forEach(figures::putFinite);
            parts.put(key(part), figures.build());
        });
        return parts;
    }

    private static String key(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
