package io.tidecast.models.forecast;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Precision;
import io.tidecast.models.Version;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.train.EpochRecord;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a model was trained, for people and scripts; forecasting does not depend on it.
 *
 * @param source the data's name
 * @param backend what it was trained on
 * @param precision how exactly it computed products
 * @param options the training's options in words
 * @param loss what was made small
 * @param seed of the first weights and of the shuffling
 * @param epochs how many were done
 * @param bestEpoch which one's weights are kept, counted from 1
 * @param batch windows a step
 * @param learningRate the first learning rate
 * @param seconds how long the epochs took
 * @param losses the training loss of each epoch
 * @param validationLosses the validation loss of each epoch
 * @param tidecast the version that trained it
 * @param java the version of Java that ran it
 */
public record Provenance(
        String source,
        String backend,
        Precision precision,
        String options,
        Loss loss,
        long seed,
        int epochs,
        int bestEpoch,
        int batch,
        double learningRate,
        double seconds,
        List<Double> losses,
        List<Double> validationLosses,
        String tidecast,
        String java) {
    /** Copies the lists. */
    public Provenance {
        losses = List.copyOf(losses);
        validationLosses = List.copyOf(validationLosses);
    }

    /** Returns the backend, with its precision where that was not single: {@code cpu}, {@code cuda in tf32}. */
    public String device() {
        return precision.of(backend);
    }

    /**
     * Returns how a training came to where it stands.
     *
     * @param source the data's name
     * @param state after at least one epoch
     */
    public static Provenance of(String source, Backend backend, TrainingOptions options, TrainingState state) {
        List<EpochRecord> history = state.history();
        return new Provenance(
                source,
                backend.name(),
                backend.precision(),
                Fingerprint.words(options),
                options.loss(),
                options.seed(),
                history.size(),
                state.bestEpoch().orElse(0),
                options.batch(),
                options.learningRate(),
                history.stream().mapToDouble(EpochRecord::seconds).sum(),
                history.stream().map(epoch -> epoch.train().loss()).toList(),
                history.stream().map(epoch -> epoch.validation().loss()).toList(),
                Version.current(),
                Runtime.version().toString());
    }

    /** Returns it as a document. */
    public Json toJson() {
        return Json.object()
                .put("source", source)
                .put("backend", backend)
                .put("precision", precision.label())
                .put("options", options)
                .put("loss", loss.name().toLowerCase(Locale.ROOT))
                .put("seed", seed)
                .put("epochs", epochs)
                .put("best_epoch", bestEpoch)
                .put("batch", batch)
                .put("learning_rate", learningRate)
                .put("seconds", seconds)
                .put("losses", numbers(losses))
                .put("validation_losses", numbers(validationLosses))
                .put("tidecast", tidecast)
                .put("java", java)
                .build();
    }

    /** Returns what a document tells. */
    public static Provenance read(JsonView view) {
        return new Provenance(
                view.at("source").text(),
                view.at("backend").text(),
                view.find("precision").map(text -> text.choice(Precision.class)).orElse(Precision.F32),
                view.at("options").text(),
                view.at("loss").choice(Loss.class),
                view.at("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
                view.at("epochs").whole(0, Integer.MAX_VALUE),
                view.at("best_epoch").whole(0, Integer.MAX_VALUE),
                view.at("batch").whole(1, Integer.MAX_VALUE),
                view.at("learning_rate").number(),
                view.at("seconds").number(),
                list(view.find("losses")),
                list(view.find("validation_losses")),
                view.at("tidecast").text(),
                view.at("java").text());
    }

    private static Json numbers(List<Double> values) {
        return Json.numbers(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<Double> list(Optional<JsonView> view) {
        return view.stream()
                .flatMap(items -> items.items().stream())
                .map(JsonView::number)
                .toList();
    }
}
