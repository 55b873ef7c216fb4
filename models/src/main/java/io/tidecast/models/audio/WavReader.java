package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import java.nio.file.Path;
import java.util.List;

/** Reads whole WAV files. */
public final class WavReader {
    private WavReader() {}

    /**
     * Reads a file.
     *
     * @param rate samples a second; what has others is resampled
     * @param longest how many seconds it may have
     * @return samples in −1 to 1, channels averaged
     * @throws InputException if it is missing, no WAV, too long, or in a codec that is not read
     */
    public static float[] read(Path file, int rate, double longest) {
        Recording whole = Recording.whole(WavFile.open(file), file.toString(), List.of(), rate);
        if (whole.length() > longest * rate) {
            throw new InputException(file + ": lasts " + whole.length() / rate + " s, expected at most "
                    + (long) longest + " s; cut it");
        }
        return whole.read(0, whole.length());
    }
}
