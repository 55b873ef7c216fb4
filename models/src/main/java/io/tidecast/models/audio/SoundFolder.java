package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.window.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final String LABEL = "--label";
    private static final String LABEL_OF_MODEL = "the model's label pattern";
    private static final double SHORTEST_SECONDS = 0.01;

    /** How long a sound is at the most that is read as a whole to be listened to. */
    private static final int LONGEST_SECONDS = 60;

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
     * @param vectors a table of the numbers that are told in place of labels, see {@link Vectors}
     * @param local how what is told along recordings is read, if anything is
     */
    public record Request(
            Optional<String> labelPattern,
            Optional<Integer> rate,
            SampleCode code,
            double trimDecibels,
            Optional<Path> vectors,
            Optional<LocalColumns.Request> local,
            SoundSplit split) {}

    /**
     * Reads a folder to train on.
     *
     * @throws InputException if it has no WAV files, one of them is wrong, rates are mixed or a pattern fits none
     */
    public static SoundFolder scan(Path folder, Request request, Warnings warnings) {
        Optional<NamePattern> pattern = request.labelPattern().map(text -> new NamePattern(LABEL, text));
        pattern.filter(some -> some.labels().isEmpty()).ifPresent(some -> {
            throw new InputException(
                    LABEL + ": '" + some + "' names no label; expected one in braces, such as '{speaker}_*.wav'");
        });
        SoundFiles all = SoundFiles.in(folder);
        SoundFiles files =
                pattern.map(some -> all.fitting(LABEL, some, warnings)).orElse(all);
        List<SoundConfig.Label> labels = pattern.map(files::labels).orElse(List.of());
        files.requireSome("--test-files", request.split().testFiles());
        files.requireSome("--validation-files", request.split().validationFiles());
        List<WavFile> headers = files.headers();
        int rate = request.rate().orElseGet(() -> commonRate(headers));
        SoundConfig config = new SoundConfig(
                rate,
                request.code(),
                request.trimDecibels(),
                request.labelPattern().orElse(""),
                labels,
                request.vectors().map(file -> vectors(file, pattern, files.names(), request.split())),
                request.local().map(some -> LocalColumns.fit(some, rate, headers, files.names(), request.split())),
                request.split());
        SoundFolder sound = listen(config, files, headers, warnings);
        sound.warnOfLabelsThatDoNotTrain(warnings);
        return sound;
    }

    private void warnOfLabelsThatDoNotTrain(Warnings warnings) {
        List<Recording> learnt = of(Part.TRAIN);
        for (int i = 0; i < config.labels().size(); i++) {
            int label = i;
            SoundConfig.Label told = config.labels().get(label);
            Set<Integer> known = learnt.stream()
                    .map(recording -> recording.labels().get(label))
                    .collect(Collectors.toSet());
            List<String> unknown = IntStream.range(0, told.values().size())
                    .filter(value -> !known.contains(value))
                    .mapToObj(told.values()::get)
                    .toList();
            if (!unknown.isEmpty() && !learnt.isEmpty() && config.isToldAsOne(told)) {
                warnings.add(unknown.size() + " of the " + told.values().size() + " values of " + told.name()
                        + " are in no file that trains, so that the network learns nothing of them, such as "
                        + unknown.getFirst());
            }
        }
    }

    /**
     * Reads a folder as a model's training read its own.
     *
     * @throws InputException as {@link #scan} does, and if a file has a label that the model does not know
     */
    public static SoundFolder restore(Path folder, SoundConfig config, Warnings warnings) {
        SoundFiles all = SoundFiles.in(folder);
        SoundFiles files = config.labelPattern().isEmpty()
                ? all
                : all.fitting(LABEL_OF_MODEL, new NamePattern(LABEL_OF_MODEL, config.labelPattern()), warnings);
        List<WavFile> headers = files.headers();
        config.local().ifPresent(local -> local.check(config.rate(), headers));
        return listen(config, files, headers, warnings);
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
     * asked for, long ones in pieces of a minute.
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
                .flatMap(this::pieces)
                .toList()
                .stream()
                .map(recording -> recording.read(0, recording.length()));
    }

    private static Vectors vectors(Path file, Optional<NamePattern> pattern, List<String> names, SoundSplit split) {
        NamePattern labels = pattern.orElseThrow(() -> new InputException("--vectors: " + file
                + " says of labels what they are like, but there are none; name them with --label"));
        List<List<String>> needed = new ArrayList<>();
        Set<List<String>> training = new HashSet<>();
        for (String name : names) {
            List<String> values = labels.read(SoundFiles.fileName(name)).orElseThrow();
            needed.add(values);
            if (split.partOf(name) == Part.TRAIN) {
                training.add(values);
            }
        }
        return Vectors.read(file, labels.labels(), needed, training);
    }

    private Stream<Recording> pieces(Recording recording) {
        int longest = LONGEST_SECONDS * config.rate();
        return IntStream.range(0, Math.ceilDiv(recording.length(), longest))
                .mapToObj(i -> recording.part(i * longest, Math.min(longest, recording.length() - i * longest)));
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

    private static SoundFolder listen(SoundConfig config, SoundFiles files, List<WavFile> headers, Warnings warnings) {
        List<String> names = files.names();
        Path folder = files.folder();
        List<Recording> recordings = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<String> clipped = new ArrayList<>();
        long checksum = config.rate();
        int shortest = (int) Math.ceil(SHORTEST_SECONDS * config.rate());
        for (int i = 0; i < names.size(); i++) {
            WavFile wav = headers.get(i);
            Recording whole =
                    Recording.whole(wav, names.get(i), codes(config, wav.path(), names.get(i)), config.rate());
            Survey survey = Survey.of(whole, config.trimDecibels());
            checksum = 31 * checksum + survey.checksum();
            if (survey.isClipped()) {
                clipped.add(names.get(i));
            }
            if (survey.isSilent()) {
                silent.add(names.get(i));
            } else {
                int margin = config.trimDecibels() == 0 ? 0 : shortest;
                int every = config.local().map(LocalColumns::every).orElse(1);
                int begin = Math.max(0, survey.first() - margin) / every * every;
                recordings.add(whole.part(begin, Math.min(whole.length(), survey.last() + 1 + margin) - begin));
            }
        }
        if (recordings.isEmpty()) {
            throw new InputException(
                    folder + ": each of the " + names.size() + " files is silent; expected recordings");
        }
        if (!silent.isEmpty()) {
            warnings.add(silent.size() + " of " + names.size() + " files in " + folder
                    + " are silent and left out, such as " + silent.getFirst());
        }
        if (!clipped.isEmpty()) {
            warnings.add(clipped.size() + " of " + names.size() + " files in " + folder + " are clipped, such as "
                    + clipped.getFirst() + ": they have 4 or more samples at the end of the range");
        }
        return new SoundFolder(folder, config, recordings, checksum);
    }

    private static List<Integer> codes(SoundConfig config, Path path, String name) {
        if (config.labels().isEmpty()) {
            return List.of();
        }
        List<String> values = new NamePattern(LABEL, config.labelPattern())
                .read(SoundFiles.fileName(name))
                .orElseThrow();
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            codes.add(config.labels().get(i).code(path.toString(), values.get(i)));
        }
        return codes;
    }
}
