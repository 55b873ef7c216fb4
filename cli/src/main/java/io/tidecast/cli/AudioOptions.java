package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.LocalColumns;
import io.tidecast.models.audio.MuLaw;
import io.tidecast.models.audio.SampleCode;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundSplit;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.layer.Upsampling;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Recordings that a network learns from. */
final class AudioOptions {
    private static final int FASTEST = 768_000;
    private static final int USUAL_CLASSES = 256;

    @Option(names = "--audio", paramLabel = "DIR", description = "Instead of series: a folder of WAV files.")
    private @Nullable Path folder;

    @Option(
            names = "--label",
            paramLabel = "PATTERN",
            description = "What file names tell the network, such as '{digit}_{speaker}_*.wav' or '*_{speaker}_*.wav'.")
    private @Nullable String label;

    @Option(
            names = "--test-files",
            paramLabel = "PATTERN",
            description = "Which files test, such as '*_[0-4].wav' (a tenth of them); of notes too.")
    private @Nullable String testFiles;

    @Option(
            names = "--validation-files",
            paramLabel = "PATTERN",
            description = "Which files validate (a twentieth of those that do not test).")
    private @Nullable String validationFiles;

    @Option(
            names = "--sample-rate",
            paramLabel = "N",
            description = "Resample all files to so many samples a second (theirs).")
    private @Nullable Integer rate;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "Codes that a sample is told by, µ-law, of the head softmax (256).")
    private @Nullable Integer classes;

    @Option(
            names = "--trim-silence",
            paramLabel = "DB",
            description = "Leave out what is quieter than this at the beginning and end of each file, against its"
                    + " loudest sample, such as -40.")
    private @Nullable Double trim;

    @Option(
            names = "--crop",
            paramLabel = "N",
            description =
                    "Samples that are learnt from together (${DEFAULT-VALUE}); longer files are cut, elsewhere in each"
                            + " epoch, and what a piece needs of the one before is told it.")
    private int crop = 4096;

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description =
                    "A CSV file that says what labels are like: the first columns are called as labels, the others"
                            + " hold numbers. The network is told these in place of the labels.")
    private @Nullable Path vectors;

    @Option(
            names = "--local-rate",
            paramLabel = "N",
            description =
                    "Tell the network, along each recording, the numbers of the CSV file of its name beside it, so"
                            + " many rows a second.")
    private @Nullable Integer localRate;

    @Option(
            names = "--local-upsampling",
            paramLabel = "NAME",
            description = "How these rows are brought to the samples: repeated, or learned, by a transposed convolution"
                    + " (repeated).")
    private @Nullable Upsampling localUpsampling;

    boolean isGiven() {
        return folder != null;
    }

    /**
     * Returns the folder.
     *
     * @throws InputException if none is given
     */
    Path folder() {
        return Optional.ofNullable(folder)
                .orElseThrow(() -> new InputException("--audio: name the folder of WAV files"));
    }

    int window() {
        return Ranges.whole("--crop", crop, 2, 1 << 22);
    }

    /**
     * Returns what samples are told by.
     *
     * @param head what the network is to tell, if that was chosen
     * @throws InputException if there is no such head, or it has no classes
     */
    SampleCode code(Optional<String> head) {
        SampleCode code = SampleCode.of(
                HeadOption.NAME,
                head.orElse(SampleCode.SOFTMAX),
                Ranges.whole("--classes", classes == null ? USUAL_CLASSES : classes, 2, MuLaw.MOST_CLASSES));
        if (classes != null && !(code instanceof MuLaw)) {
            throw new InputException("--classes is for the head " + SampleCode.SOFTMAX + ", found " + code.headName()
                    + ", which tells samples of 16 bits; leave it out");
        }
        return code;
    }

    /**
     * Reads the folder.
     *
     * @param code what samples are told by
     * @param seed of the shares that test and validate
     * @throws InputException if an option or a file is wrong
     */
    SoundFolder scan(SampleCode code, long seed, Warnings warnings) {
        if (trim != null && !(trim < 0 && trim >= -120)) {
            throw new InputException("--trim-silence: found " + trim + ", expected decibels below 0, such as -40");
        }
        SoundFolder.Request request = new SoundFolder.Request(
                Optional.ofNullable(label),
                Optional.ofNullable(rate).map(given -> Ranges.whole("--sample-rate", given, 1_000, FASTEST)),
                code,
                trim == null ? 0 : trim,
                Optional.ofNullable(vectors),
                local(),
                split(seed));
        return SoundFolder.scan(folder(), request, warnings);
    }

    private Optional<LocalColumns.Request> local() {
        if (localRate == null && localUpsampling != null) {
            throw new InputException("--local-upsampling: nothing is told along the recordings; give --local-rate too");
        }
        return Optional.ofNullable(localRate)
                .map(given -> new LocalColumns.Request(
                        Ranges.whole("--local-rate", given, 1, FASTEST),
                        Optional.ofNullable(localUpsampling).orElse(Upsampling.REPEATED)));
    }

    /**
     * Returns which files train, validate and test.
     *
     * @param seed of the shares
     * @throws InputException if a pattern is wrong
     */
    SoundSplit split(long seed) {
        return new SoundSplit(Optional.ofNullable(testFiles), Optional.ofNullable(validationFiles), 0.1, 0.05, seed);
    }
}
