package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import java.util.Optional;

/**
 * Which files of a folder train, validate and test: by a pattern of their names where there is one, else by a share, drawn
 * for each file by its name and the seed alone.
 *
 * @param testFiles the pattern of those that test
 * @param validationFiles the pattern of those that validate
 * @param testShare of the others that test, where there is no pattern of those
 * @param validationShare of the others that validate, where there is no pattern of those
 * @param seed of the shares
 */
public record SoundSplit(
        Optional<String> testFiles,
        Optional<String> validationFiles,
        double testShare,
        double validationShare,
        long seed) {
    /**
     * Checks the ranges.
     *
     * @throws InputException if a share is none, or a pattern is wrong
     */
    public SoundSplit {
        if (!(testShare >= 0) || !(validationShare >= 0) || testShare + validationShare >= 1) {
            throw new InputException("shares: found " + testShare + " that tests and " + validationShare
                    + " that validates, expected shares from 0 to below 1 that leave some to train on");
        }
        testFiles.ifPresent(text -> new NamePattern("--test-files", text));
        validationFiles.ifPresent(text -> new NamePattern("--validation-files", text));
    }

    /** Returns the part that a file belongs to. */
    public Part partOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        if (fits("--test-files", testFiles, file)) {
            return Part.TEST;
        }
        if (fits("--validation-files", validationFiles, file)) {
            return Part.VALIDATION;
        }
        double drawn = new SplittableGenerator(seed).split("files").split(name).nextDouble();
        double tested = testFiles.isPresent() ? 0 : testShare;
        double validated = validationFiles.isPresent() ? 0 : validationShare;
        return drawn < tested ? Part.TEST : drawn < tested + validated ? Part.VALIDATION : Part.TRAIN;
    }

    /** Adds the fields of a document that {@link #read} takes. */
    public void describe(Json.ObjectBuilder document) {
        document.put("test_share", testShare)
                .put("validation_share", validationShare)
                .put("split_seed", seed);
        testFiles.ifPresent(pattern -> document.put("test_files", pattern));
        validationFiles.ifPresent(pattern -> document.put("validation_files", pattern));
    }

    /** Returns what a document's fields tell. */
    public static SoundSplit read(JsonView document) {
        return new SoundSplit(
                document.find("test_files").map(JsonView::text),
                document.find("validation_files").map(JsonView::text),
                document.at("test_share").number(),
                document.at("validation_share").number(),
                document.at("split_seed").whole(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static boolean fits(String option, Optional<String> pattern, String file) {
        return pattern.isPresent() && new NamePattern(option, pattern.get()).fits(file);
    }
}
