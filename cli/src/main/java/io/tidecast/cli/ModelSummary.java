package io.tidecast.cli;

import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.forecast.Provenance;
import java.util.ArrayList;
import java.util.List;

/** What a model file says about its data and its training, for people and for scripts. */
final class ModelSummary {
    private ModelSummary() {}

    static List<String> lines(ModelFile model) {
        Schema schema = model.data().format().schema();
        Provenance how = model.provenance();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("forecasts " + String.join(", ", schema.names(Role.TARGET)) + ", "
                + Figures.counted(model.data().shape().horizon(), "step") + " ahead"
                + (model.network().head().levels().isEmpty()
                        ? ""
                        : ", told as " + model.network().head().text()));
        addColumns(lines, "reads up to now ", schema.names(Role.INPUT));
        addColumns(lines, "reads ahead ", schema.names(Role.KNOWN));
        SeriesTraits traits = model.data().traits();
        if (!traits.areNone()) {
            lines.add("told of each series: " + traits.words());
        }
        lines.add("scaled by " + model.data().scaling().method().label()
                + (model.season() > 1 ? ", season of " + model.season() + " steps" : ""));
        lines.add(words(model.data().split()));
        lines.add("trained on " + how.source() + " by " + how.options());
        lines.add(Figures.counted(how.epochs(), "epoch") + " in " + Figures.duration(how.seconds()) + " on "
                + how.device() + ", weights of epoch " + how.bestEpoch() + "; Tidecast " + how.tidecast() + ", Java "
                + how.java());
        return lines;
    }

    static Json json(ModelFile model) {
        Schema schema = model.data().format().schema();
        Provenance how = model.provenance();
        Json.ObjectBuilder document = Json.object();
        if (!model.data().traits().areNone()) {
            document.put("conditions", Json.texts(model.data().traits().names()));
        }
        return document.put("data", how.source())
                .put("targets", Json.texts(schema.names(Role.TARGET)))
                .put("inputs", Json.texts(schema.names(Role.INPUT)))
                .put("known", Json.texts(schema.names(Role.KNOWN)))
                .put("horizon", model.data().shape().horizon())
                .put("head", model.network().head().text())
                .put("season", model.season())
                .put("scaling", model.data().scaling().method().label())
                .put("options", how.options())
                .put("backend", how.backend())
                .put("precision", how.precision().label())
                .put("epochs", how.epochs())
                .put("best_epoch", how.bestEpoch())
                .put("seconds", how.seconds())
                .put("seed", how.seed())
                .put("tidecast", how.tidecast())
                .put("java", how.java())
                .build();
    }

    private static String words(SplitPlan split) {
        return switch (split) {
            case SplitPlan.ByFraction plan ->
                "split by shares: " + plan.train() + " trains, " + plan.validation() + " validates, the rest tests";
            case SplitPlan.ByTime plan ->
                "split by time: trains "
                        + plan.trainFrom().map(from -> "from " + from + " ").orElse("") + "until "
                        + plan.trainUntil() + ", validates "
                        + plan.validateFrom().map(from -> "from " + from + " ").orElse("")
                        + plan.validateUntil().map(until -> "until " + until).orElse("to the end");
            case SplitPlan.HoldOut plan ->
                "split by the end of each series: " + plan.validation() + " steps validate, " + plan.test() + " test";
            case SplitPlan.BySeries plan ->
                "split by series: " + plan.train() + " train, " + plan.validation() + " validate, the others test";
        };
    }

    private static void addColumns(List<String> lines, String what, List<String> columns) {
        if (!columns.isEmpty()) {
            lines.add(what + String.join(", ", columns));
        }
    }
}
