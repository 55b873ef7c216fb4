package io.tidecast.models.audio;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The WAV files of a folder and of those within it.
 *
 * @param folder where they are
 * @param names their paths within it, sorted
 */
record SoundFiles(Path folder, List<String> names) {
    /**
     * Returns all of them.
     *
     * @throws InputException if there are none
     */
    static SoundFiles in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": is no folder; --audio takes a folder of WAV files");
        }
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<String> names = all.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".wav"))
                    .filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new InputException(
                        folder + ": has no file whose name ends in .wav; --audio takes a folder of them");
            }
            return new SoundFiles(folder, names);
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the last part of a path within the folder. */
    static String fileName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * Returns those whose names fit a pattern; how many others there are is a warning.
     *
     * @param option what the pattern was given by, for messages
     * @throws InputException if none fits
     */
    SoundFiles fitting(String option, NamePattern pattern, Warnings warnings) {
        List<String> fitting =
                names.stream().filter(name -> pattern.fits(fileName(name))).toList();
        if (fitting.isEmpty()) {
            throw fitsNone(option, pattern);
        }
        names.stream()
                .filter(name -> !pattern.fits(fileName(name)))
                .findFirst()
                .ifPresent(other -> warnings.add((names.size() - fitting.size())
                        + " of " + names.size() + " files in " + folder + " do not fit " + option + " '" + pattern
                        + "' and are left out, such as " + other));
        return new SoundFiles(folder, fitting);
    }

    /**
     * Checks that a pattern, if there is one, fits a name.
     *
     * @throws InputException if it fits none
     */
    void requireSome(String option, Optional<String> text) {
        text.map(given -> new NamePattern(option, given))
                .filter(pattern -> names.stream().noneMatch(name -> pattern.fits(fileName(name))))
                .ifPresent(pattern -> {
                    throw fitsNone(option, pattern);
                });
    }

    private InputException fitsNone(String option, NamePattern pattern) {
        return new InputException(option + ": '" + pattern + "' fits none of the " + names.size() + " files in "
                + folder + "; one is named " + fileName(names.getFirst()));
    }

    /** Returns the labels of a pattern that fits all names, with all values that they have. */
    List<SoundConfig.Label> labels(NamePattern pattern) {
        List<SoundConfig.Label> labels = new ArrayList<>();
        for (int i = 0; i < pattern.labels().size(); i++) {
            TreeSet<String> values = new TreeSet<>();
            for (String name : names) {
                values.add(pattern.read(fileName(name)).orElseThrow().get(i));
            }
            labels.add(new SoundConfig.Label(pattern.labels().get(i), List.copyOf(values)));
        }
        return labels;
    }

    /**
     * Reads their headers.
     *
     * @throws InputException if a file is wrong
     */
    List<WavFile> headers() {
        return names.stream().map(name -> WavFile.open(folder.resolve(name))).toList();
    }
}
