package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundSplit;
import io.tidecast.models.music.NoteConfig;
import io.tidecast.models.music.NoteFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Music that a network learns from. */
final class NoteOptions {
    @Option(
            names = "--notes",
            paramLabel = "DIR",
            description = "Instead of series: a folder of CSV files with a column for each voice and a row for each"
                    + " chord, in MIDI note numbers, 0 for silence; in sub-folders train, valid and test, or split as"
                    + " sound is.")
    private @Nullable Path folder;

    @Option(
            names = "--chords",
            paramLabel = "N",
            description = "Chords that are learnt and judged together (${DEFAULT-VALUE}).")
    private int chords = 33;

    @Option(
            names = "--shift",
            paramLabel = "N",
            description = "Chords from one window's beginning to the next one's (${DEFAULT-VALUE}).")
    private int shift = 16;

    @Option(
            names = "--transpose",
            paramLabel = "N",
            description = "Learn each window also up to so many semitones higher and lower (${DEFAULT-VALUE}); then"
                    + " --steps-per-epoch keeps epochs short.")
    private int transposition;

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
                .orElseThrow(() -> new InputException("--notes: name the folder of CSV files"));
    }

    /**
     * Returns what a network needs to know of a folder.
     *
     * @throws InputException if an option is wrong or nothing is in the training part
     */
    NoteConfig config(NoteFolder music, SoundSplit split) {
        int wider = Ranges.whole("--transpose", transposition, 0, NoteConfig.FURTHEST);
        return new NoteConfig(
                music.codes(wider),
                Ranges.whole("--chords", chords, 1, NoteConfig.LONGEST),
                Ranges.whole("--shift", shift, 1, NoteConfig.LONGEST),
                wider,
                split);
    }
}
