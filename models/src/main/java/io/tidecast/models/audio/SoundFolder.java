package io.tidecast.models.audio;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.window.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of WAV files as data to learn from. Headers are read first, so that what is wrong is said at once; then each
 * file is listened to once, and only what is told of it here is kept.
 *
 * @param folder where the files are
 * @param config what a network of them needs to know
 * @param recordings one for each file that has a part, in the order of their names
 * @param checksum of all samples
 */
public record SoundFolder(Path folder, SoundConfig config, List<Recording> recordings, long checksum) {
    private static final double SHORTEST_SECONDS = 0.01;

    /** Copies the list. */
    public SoundFolder {
        recordings = List.copyOf(recordings);
    }

    /**
     * What is asked of a folder.
     *
     * @param labelPattern of file names, if they tell labels
     * @param rate samples a second to resample to; without it all files must have one
     * @param trimDecibels see {@link SoundConfig}
     */
    public record Request(
            Optional<String> labelPattern,
            Optional<Integer> rate,
            SampleCode code,
            double trimDecibels,
            SoundSplit split) {}

    /**
     * Reads a folder to train on.
     *
     * @throws InputException if it has no WAV files, one of them is wrong, rates are mixed or a pattern fits none
     */
    public static SoundFolder scan(Path folder, Request request, Warnings warnings) {
        List<String> names = names(folder);
        Optional<NamePattern> pattern = request.labelPattern().map(text -> new NamePattern("--label", text));
        List<String> fitting = fitting(folder, names, pattern, warnings);
        List<SoundConfig.Label> labels =
                pattern.map(some -> labels(some, fitting)).orElse(List.of());
        requireSome(folder, "--test-files", request.split().testFiles(), fitting);
        requireSome(folder, "--validation-files", request.split().validationFiles(), fitting);
        List<WavFile> headers = headers(folder, fitting);
        int rate = request.rate().orElseGet(() -> commonRate(headers));
        SoundConfig config = new SoundConfig(
                rate,
                request.code(),
                request.trimDecibels(),
                request.labelPattern().orElse(""),
                labels,
                request.split());
        return listen(folder, config, fitting, headers, warnings);
    }

    /**
     * Reads a folder as a model's training read its own.
     *
     * @throws InputException as {@link #scan} does, and if a file has a label that the model does not know
     */
    public static SoundFolder restore(Path folder, SoundConfig config, Warnings warnings) {
        Optional<NamePattern> pattern = config.labelPattern().isEmpty()
                ? Optional.empty()
                : Optional.of(new NamePattern("--label", config.labelPattern()));
        List<String> fitting = fitting(folder, names(folder), pattern, warnings);
        return listen(folder, config, fitting, headers(folder, fitting), warnings);
    }

    /** Returns the recordings of a part. */
    public List<Recording> of(Part part) {
        return recordings.stream()
                .filter(recording -> config.split().partOf(recording.name()) == part)
                .toList();
    }

    /** Returns how many seconds a part has. */
    public double seconds(Part part) {
        return of(part).stream().mapToDouble(Recording::length).sum() / config.rate();
    }

    /**
     * Returns recordings of the test part of which the network would be told some labels, read from the disk as they are
     * asked for.
     *
     * @param told codes of labels, in the order of {@link SoundConfig#labels}
     * @param most how many at the most, evenly spread over all there are
     * @throws InputException if there are none
     */
    public Stream<float[]> tests(Set<List<Integer>> told, int most) {
        List<Recording> alike = of(Part.TEST).stream()
                .filter(recording -> told.contains(recording.labels()))
                .toList();
        if (alike.isEmpty()) {
            throw new InputException(folder + ": no file of the test part has the labels that were asked for");
        }
        int count = Math.min(most, alike.size());
        return IntStream.range(0, count)
                .mapToObj(i -> alike.get((int) ((long) i * alike.size() / count)))
                .map(recording -> recording.read(0, recording.length()));
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": is no folder; --audio takes a folder of WAV files");
        }
        try (Stream<Path> all = Files.walk(folder)) {
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
            return names;
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String fileName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static List<String> fitting(
            Path folder, List<String> names, Optional<NamePattern> pattern, Warnings warnings) {
        if (pattern.isEmpty()) {
            return names;
        }
        List<String> fitting = names.stream()
                .filter(name -> pattern.get().fits(fileName(name)))
                .toList();
        if (fitting.isEmpty()) {
            throw new InputException("--label: '" + pattern.get() + "' fits none of the " + names.size() + " files in "
                    + folder + "; one is named " + fileName(names.getFirst()));
        }
        if (fitting.size() < names.size()) {
            warnings.add((names.size() - fitting.size()) + " of " + names.size() + " files in " + folder
                    + " do not fit --label '" + pattern.get() + "' and are left out");
        }
        return fitting;
    }

    private static void requireSome(Path folder, String option, Optional<String> pattern, List<String> names) {
        if (pattern.isPresent()) {
            NamePattern some = new NamePattern(option, pattern.get());
            if (names.stream().noneMatch(name -> some.fits(fileName(name)))) {
                throw new InputException(option + ": '" + some + "' fits none of the " + names.size() + " files in "
                        + folder + "; one is named " + fileName(names.getFirst()));
            }
        }
    }

    private static List<SoundConfig.Label> labels(NamePattern pattern, List<String> names) {
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

    private static List<WavFile> headers(Path folder, List<String> names) {
        return names.stream().map(name -> WavFile.open(folder.resolve(name))).toList();
    }

    private static int commonRate(List<WavFile> headers) {
        WavFile first = headers.getFirst();
        for (WavFile other : headers) {
            if (other.rate() != first.rate()) {
                throw new InputException(other.path() + ": has " + other.rate() + " samples a second, " + first.path()
                        + " has " + first.rate() + "; --sample-rate " + Math.min(other.rate(), first.rate())
                        + " resamples all to one rate");
            }
        }
        return first.rate();
    }

    private static SoundFolder listen(
            Path folder, SoundConfig config, List<String> names, List<WavFile> headers, Warnings warnings) {
        List<Recording> recordings = new ArrayList<>();
        int silent = 0;
        int clipped = 0;
        long checksum = config.rate();
        int shortest = (int) Math.ceil(SHORTEST_SECONDS * config.rate());
        for (int i = 0; i < names.size(); i++) {
            WavFile wav = headers.get(i);
            Recording whole =
                    Recording.whole(wav, names.get(i), codes(config, wav.path(), names.get(i)), config.rate());
            Survey survey = Survey.of(whole, config.trimDecibels());
            checksum = 31 * checksum + survey.checksum();
            clipped += survey.isClipped() ? 1 : 0;
            if (survey.isSilent()) {
                silent++;
            } else {
                int margin = config.trimDecibels() == 0 ? 0 : shortest;
                int begin = Math.max(0, survey.first() - margin);
                recordings.add(whole.part(begin, Math.min(whole.length(), survey.last() + 1 + margin) - begin));
            }
        }
        if (recordings.isEmpty()) {
            throw new InputException(folder + ": every file is silent; expected recordings");
        }
        if (silent > 0) {
            warnings.add(silent + " of " + names.size() + " files in " + folder + " are silent and left out");
        }
        if (clipped > 0) {
            warnings.add(clipped + " of " + names.size() + " files in " + folder
                    + " are clipped: they have 4 or more samples at the end of the range");
        }
        return new SoundFolder(folder, config, recordings, checksum);
    }

    private static List<Integer> codes(SoundConfig config, Path path, String name) {
        if (config.labels().isEmpty()) {
            return List.of();
        }
        List<String> values = new NamePattern("--label", config.labelPattern())
                .read(fileName(name))
                .orElseThrow();
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            codes.add(config.labels().get(i).code(path.toString(), values.get(i)));
        }
        return codes;
    }
}
