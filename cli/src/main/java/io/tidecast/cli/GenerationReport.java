package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.audio.SoundConfig;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.audio.Spectrogram;
import io.tidecast.models.audio.VoiceTold;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.file.Json;
import io.tidecast.models.plot.HeatMap;
import io.tidecast.models.plot.HeatMapPlot;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was made up, for people and for scripts.
 *
 * @param files where the voices were written
 * @param told what the network was told all along each voice
 * @param sounds the voices' samples
 * @param given how many samples of each were given
 * @param took seconds that the others took
 */
record GenerationReport(
        SoundModel model, List<Path> files, List<VoiceTold> told, List<float[]> sounds, int given, double took) {
    private static final double DRAWN_SECONDS = 2.5;
    private static final int DRAWN_RECORDINGS = 8;
    private static final double DRAWN_DECIBELS = 70;

    private int rate() {
        return model.config().rate();
    }

    private long made() {
        return (long) (sounds.getFirst().length - given) * sounds.size();
    }

    /** Begins a document. */
    Json.ObjectBuilder json(Backend backend, Optional<SoundFolder> recordings) {
        List<Json> voices = new ArrayList<>();
        for (int voice = 0; voice < files.size(); voice++) {
            Json.ObjectBuilder labels = Json.object();
            known(voice).forEach(labels::put);
            voices.add(Json.object()
                    .put("out", files.get(voice).toString())
                    .put("conditions", labels.build())
                    .build());
        }
        Json.ObjectBuilder document = Json.object()
                .put("model", ModelName.WAVENET.toString())
                .put("backend", backend.name())
                .put("precision", backend.precision().label())
                .put("parameters", model.network().parameterCount())
                .put("sample_rate", rate())
                .put("given", given)
                .put("samples", sounds.getFirst().length - given)
                .put("samples_per_second", made() / took)
                .put("voices", Json.array(voices));
        recordings.ifPresent(
                folder -> document.put("against", comparison(folder).json()));
        return document;
    }

    List<String> lines(Optional<SoundFolder> recordings) {
        List<String> lines = new ArrayList<>();
        for (int voice = 0; voice < files.size(); voice++) {
            List<String> labels = new ArrayList<>();
            known(voice).forEach((label, value) -> labels.add(", " + label + " " + value));
            lines.add(files.get(voice) + ": " + Figures.fixed((double) sounds.get(voice).length / rate(), 2) + " s"
                    + String.join("", labels));
        }
        lines.add(Figures.counted(made(), "sample") + " in " + Figures.duration(took) + ", "
                + Figures.significant(made() / took, 3) + " a second");
        recordings.ifPresent(folder -> {
            lines.add("");
            lines.addAll(comparison(folder).table());
        });
        return lines;
    }

    /** Returns the values of a voice's labels, those that are known. */
    private SequencedMap<String, String> known(int voice) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < model.config().labels().size(); i++) {
            SoundConfig.Label label = model.config().labels().get(i);
            int code = told.get(voice).labels().get(i);
            if (code != VoiceTold.UNKNOWN) {
                values.put(label.name(), label.values().get(code));
            }
        }
        return values;
    }

    private SoundComparison comparison(SoundFolder folder) {
        return SoundComparison.of(rate(), tests(folder, Integer.MAX_VALUE), madeUp());
    }

    private Stream<float[]> tests(SoundFolder folder, int most) {
        Set<List<Integer>> distinct = told.stream().map(VoiceTold::labels).collect(Collectors.toSet());
        return folder.tests(distinct, most);
    }

    private Stream<float[]> madeUp() {
        return sounds.stream().map(sound -> Arrays.copyOfRange(sound, given, sound.length));
    }

    /** Draws the spectrogram of the voices one after the other, behind that of recordings if there are some. */
    void draw(Path file, Optional<SoundFolder> recordings) {
        List<HeatMap> panels = new ArrayList<>();
        recordings.ifPresent(folder -> panels.add(panel("recorded", joined(tests(folder, DRAWN_RECORDINGS)))));
        panels.add(panel("generated", joined(sounds.stream())));
        HeatMapPlot plot = new HeatMapPlot("Power over time and frequency", "seconds", "hertz", DRAWN_DECIBELS, panels);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(plot.png())));
        } else {
            AtomicFile.writeText(file, plot.svg());
        }
    }

    private float[] joined(Stream<float[]> some) {
        float[] joined = new float[(int) (DRAWN_SECONDS * rate())];
        int length = 0;
        for (Iterator<float[]> next = some.iterator(); length < joined.length && next.hasNext(); ) {
            float[] sound = next.next();
            int there = Math.min(sound.length, joined.length - length);
            System.arraycopy(sound, 0, joined, length, there);
            length += there;
        }
        return Arrays.copyOf(joined, length);
    }

    private HeatMap panel(String title, float[] sound) {
        Spectrogram spectrogram = Spectrogram.of(sound, rate());
        return new HeatMap(
                title,
                spectrogram.frames(),
                spectrogram.bins(),
                (double) sound.length / rate(),
                rate() / 2.0,
                spectrogram::decibels);
    }
}
