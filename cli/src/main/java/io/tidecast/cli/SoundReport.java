package io.tidecast.cli;

import io.tidecast.models.audio.MuLaw;
import io.tidecast.models.audio.SixteenBits;
import io.tidecast.models.audio.SoundConfig;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Network;
import io.tidecast.models.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How good a network of sound is, and what it is made of, for people and for scripts. */
final class SoundReport {
    private SoundReport() {}

    /** Tells what samples are. */
    static void describe(Json.ObjectBuilder document, SoundConfig config) {
        document.put("sample_rate", config.rate())
                .put("head", config.code().headName())
                .put("codes", config.code().codes());
    }

    /** Returns the bits per sample of each part by the names that scripts rely on, with the loss in nats. */
    static Json metrics(Map<Part, Double> bits) {
        Json.ObjectBuilder parts = Json.object();
        bits.forEach((part, value) -> parts.put(
                part.name().toLowerCase(Locale.ROOT),
                Json.object()
                        .putFinite("loss", value * Math.log(2))
                        .putFinite("bits_per_sample", value)
                        .build()));
        return parts.build();
    }

    static List<String> table(Map<Part, Double> bits, SoundFolder folder) {
        TextTable table = new TextTable()
                .text("part")
                .number("files")
                .number("seconds")
                .number(
                        switch (folder.config().code()) {
                            case MuLaw _ -> "bits per sample";
                            case SixteenBits _ -> "bits per sample of 16 bits";
                        });
        bits.forEach((part, value) -> table.row(
                part.label(),
                Figures.whole(folder.of(part).size()),
                Figures.fixed(folder.seconds(part), 1),
                Figures.fixed(value, 4)));
        return table.lines();
    }

    /** Returns how far a network sees, in samples and seconds. */
    static String reach(Network network, int rate) {
        TimeMap map = network.timeMap();
        return Figures.reach(map, "sample")
                + (map.reach() == TimeMap.UNBOUNDED
                        ? ""
                        : ", " + Figures.significant((double) map.reach() / rate, 3) + " s at " + Figures.whole(rate)
                                + " Hz");
    }

    static List<String> lines(SoundModel model) {
        SoundConfig config = model.config();
        return List.of(
                "",
                "sound of " + Figures.whole(config.rate()) + " samples a second, "
                        + config.code().words(),
                told(config),
                "trained on " + model.provenance().source() + " by "
                        + model.provenance().options(),
                Figures.counted(model.provenance().epochs(), "epoch") + " in "
                        + Figures.duration(model.provenance().seconds()) + " on "
                        + model.provenance().device() + ", weights of epoch "
                        + model.provenance().bestEpoch());
    }

    private static String told(SoundConfig config) {
        String labels = config.labels().isEmpty() ? "told no labels" : "told " + labels(config);
        String vectors = config.vectors()
                .map(some -> "; of " + String.join(" and ", some.labels()) + " it is told "
                        + String.join(", ", some.columns().names()))
                .orElse("");
        String local = config.local()
                .map(some -> "; along each recording "
                        + String.join(", ", some.columns().names()) + ", "
                        + Figures.counted(config.rate() / some.every(), "row") + " a second, " + some.upsampling())
                .orElse("");
        return labels + vectors + local;
    }

    /** Returns the labels that networks are told, each with what it may be. */
    static String labels(SoundConfig config) {
        return String.join(
                "; ", config.labels().stream().map(SoundReport::words).toList());
    }

    private static String words(SoundConfig.Label label) {
        return label.name() + " (" + String.join(", ", label.values()) + ")";
    }
}
