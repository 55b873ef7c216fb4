package io.tidecast.models.music;

import io.tidecast.models.audio.SoundSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small folders of made-up music. */
final class Chorales {
    private Chorales() {}

    static SoundSplit split() {
        return new SoundSplit(Optional.empty(), Optional.empty(), 0.1, 0.05, 1);
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Three voices on a scale that goes round; the lowest is silent in every third chord. */
    static String scale(int chords, int from) {
        List<String> lines = new ArrayList<>(List.of("high,middle,low"));
        for (int chord = 0; chord < chords; chord++) {
            int step = chord / 2 % 5;
            lines.add((from + 12 + step) + "," + (from + 7 + step) + "," + (chord % 3 == 2 ? 0 : from + step));
        }
        return String.join("\n", lines) + "\n";
    }

    static Path folder(Path at) throws IOException {
        for (int piece = 0; piece < 4; piece++) {
            write(at.resolve("train/" + piece + ".csv"), scale(20 + piece, 48 + piece));
        }
        write(at.resolve("valid/0.csv"), scale(17, 49));
        write(at.resolve("test/0.csv"), scale(18, 50));
        return at;
    }
}
