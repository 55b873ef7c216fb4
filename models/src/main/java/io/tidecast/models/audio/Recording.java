package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of a WAV file at a chosen sampling rate; its samples stay on the disk until they are asked for.
 *
 * @param wav the file
 * @param name its path within the folder
 * @param labels the codes of its labels
 * @param rate samples a second, as they are read
 * @param from the first sample that counts, at that rate
 * @param length how many do
 */
record Recording(WavFile wav, String name, List<Integer> labels, int rate, long from, int length) {
    /** Returns the whole of a file. */
    static Recording whole(WavFile wav, String name, List<Integer> labels, int rate) {
        long length = wav.rate() == rate ? wav.frames() : new Resampler(wav.rate(), rate).length(wav.frames());
        if (length > Integer.MAX_VALUE) {
            throw new InputException(wav.path() + ": has " + length + " samples, expected at most " + Integer.MAX_VALUE
                    + "; cut it into several files");
        }
        return new Recording(wav, name, labels, rate, 0, (int) length);
    }

    /** Returns a part of this. */
    Recording part(int begin, int count) {
        return new Recording(wav, name, labels, rate, from + begin, count);
    }

    Path path() {
        return wav.path();
    }

    /** Reads samples in −1 to 1. */
    float[] read(int first, int count) {
        return wav.rate() == rate
                ? wav.read(from + first, count)
                : new Resampler(wav.rate(), rate).read(wav::read, wav.frames(), from + first, count);
    }
}
