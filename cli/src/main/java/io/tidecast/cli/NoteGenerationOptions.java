package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.audio.WavWriter;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.file.Json;
import io.tidecast.models.music.MidiFile;
import io.tidecast.models.music.NoteFile;
import io.tidecast.models.music.NoteGenerator;
import io.tidecast.models.music.NoteModel;
import io.tidecast.models.music.Piece;
import io.tidecast.models.music.Synthesiser;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Music that a model makes up: how long it is, and where it goes. */
final class NoteGenerationOptions {
    private static final int LONGEST = 100_000;
    private static final double FASTEST = 1_000;
    private static final double CHORDS_PER_QUARTER = 4;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final int RATE = 16_000;

    @Option(
            names = "--chords",
            paramLabel = "N",
            description = "Chords that are made up, after those of --begin (${DEFAULT-VALUE}).")
    private int chords = 128;

    @Option(
            names = "--tempo",
            paramLabel = "X",
            description = "Quarter notes a minute; a chord is a sixteenth (${DEFAULT-VALUE}).")
    private double tempo = 80;

    /** Makes up a piece and writes it as MIDI, as sound, or both. */
    int generate(
            Console console,
            RunOptions running,
            boolean asJson,
            Path file,
            double temperature,
            long seed,
            @Nullable Path begin,
            @Nullable Path out) {
        int count = Ranges.whole("--chords", chords, 1, LONGEST);
        double perSecond =
                Math.min(FASTEST, Ranges.positive("--tempo", tempo)) * CHORDS_PER_QUARTER / SECONDS_PER_MINUTE;
        List<Path> files = files(file, out);
        files.forEach(AtomicFile::requireWritable);
        NoteModel model = NoteModel.read(file);
        Piece piece;
        try (Backend backend = running.open(console);
                NoteGenerator generator = new NoteGenerator(backend, model, temperature, seed)) {
            if (begin != null) {
                generator.follow(NoteFile.read(begin, begin.toString()));
            }
            for (int chord = 0; chord < count; chord++) {
                generator.next();
            }
            piece = generator.piece(file.toString());
        }
        for (Path each : files) {
            if (isMidi(each)) {
                MidiFile.write(each, piece, perSecond);
            } else {
                WavWriter.write(each, Synthesiser.samples(piece, perSecond, RATE), RATE);
            }
        }
        List<String> names = files.stream().map(Path::toString).toList();
        if (asJson) {
            console.print(Json.object()
                    .put("file", file.toString())
                    .put("seed", seed)
                    .put("temperature", temperature)
                    .put("chords", piece.chords())
                    .put("voices", piece.voices())
                    .put("seconds", piece.chords() / perSecond)
                    .put("out", Json.texts(names))
                    .build());
        } else {
            console.print(Figures.counted(piece.chords(), "chord") + " of "
                    + Figures.counted(piece.voices(), "voice") + ", " + Figures.fixed(piece.chords() / perSecond, 1)
                    + " s, in " + String.join(" and ", names));
        }
        return Status.DONE;
    }

    private static List<Path> files(Path model, @Nullable Path out) {
        Path named = Optional.ofNullable(model.getFileName()).orElse(model);
        Path whole = out != null ? out : Path.of(GenerateCommand.stem(named.toString()));
        String name = String.valueOf(whole.getFileName());
        if (isMidi(whole) || name.toLowerCase(Locale.ROOT).endsWith(".wav")) {
            return List.of(whole);
        }
        return List.of(whole.resolveSibling(name + ".mid"), whole.resolveSibling(name + ".wav"));
    }

    private static boolean isMidi(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".mid") || name.endsWith(".midi");
    }
}
