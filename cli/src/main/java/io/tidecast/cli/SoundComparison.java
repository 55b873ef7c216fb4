package io.tidecast.cli;

import io.tidecast.models.audio.SoundStatistics;
import io.tidecast.models.file.Json;
import io.tidecast.models.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was made up beside what was recorded.
 *
 * @param recorded what was recorded
 * @param generated what was made up
 */
record SoundComparison(SoundStatistics recorded, SoundStatistics generated) {
    /** Listens to both. */
    static SoundComparison of(int rate, Stream<float[]> recorded, Stream<float[]> generated) {
        return new SoundComparison(listen(rate, recorded), listen(rate, generated));
    }

    private static SoundStatistics listen(int rate, Stream<float[]> sounds) {
        SoundStatistics statistics = new SoundStatistics(rate);
        sounds.forEachOrdered(statistics::add);
        return statistics;
    }

    List<String> table() {
        TextTable table = new TextTable()
                .text("long-term")
                .number("recorded")
                .number("generated")
                .number("apart");
        table.row("seconds", Figures.fixed(recorded.seconds(), 1), Figures.fixed(generated.seconds(), 1), "");
        table.row(
                "level",
                Figures.significant(recorded.level(), 3),
                Figures.significant(generated.level(), 3),
                factor(recorded.level(), generated.level()));
        table.row(
                "silence", share(recorded), share(generated), factor(recorded.silentShare(), generated.silentShare()));
        for (int i = 0; i < recorded.octaves().size(); i++) {
            SoundStatistics.Octave real = recorded.octaves().get(i);
            double own = generated.octaves().get(i).decibels();
            table.row(
                    Figures.significant(real.low(), 3) + " to " + Figures.significant(real.high(), 3) + " Hz",
                    Figures.fixed(real.decibels(), 1) + " dB",
                    Figures.fixed(own, 1) + " dB",
                    Figures.fixed(own - real.decibels(), 1) + " dB");
        }
        return table.lines();
    }

    Json json() {
        return Json.object()
                .put("recorded", json(recorded))
                .put("generated", json(generated))
                .build();
    }

    private static Json json(SoundStatistics of) {
        List<Json> octaves = new ArrayList<>();
        for (SoundStatistics.Octave octave : of.octaves()) {
            octaves.add(Json.object()
                    .put("low", octave.low())
                    .put("high", octave.high())
                    .put("decibels", octave.decibels())
                    .build());
        }
        return Json.object()
                .put("seconds", of.seconds())
                .put("level", of.level())
                .put("silence", of.silentShare())
                .put("octaves", Json.array(octaves))
                .build();
    }

    private static String share(SoundStatistics of) {
        return Figures.fixed(100 * of.silentShare(), 1) + " %";
    }

    private static String factor(double recorded, double generated) {
        return recorded == 0 ? "" : Figures.significant(generated / recorded, 3) + " ×";
    }
}
