package io.tidecast.models.music;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundSplit;
import io.tidecast.models.data.window.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of CSV files as music to learn from. Sub-folders {@code train}, {@code valid} (or {@code validation}) and
 * {@code test} say which part their files are; where there is none of them, {@link SoundSplit} does.
 *
 * @param folder where the files are
 * @param pieces in the order of their names
 * @param split which files train, validate and test, where folders do not say so
 */
public record NoteFolder(Path folder, List<Piece> pieces, SoundSplit split) {
    /** Copies the list. */
    public NoteFolder {
        pieces = List.copyOf(pieces);
    }

    /**
     * Reads a folder.
     *
     * @throws InputException if it has no CSV files, one of them is wrong, or they have different numbers of voices
     */
    public static NoteFolder read(Path folder, SoundSplit split) {
        List<Piece> pieces = new ArrayList<>();
        for (String name : names(folder)) {
            Piece piece = NoteFile.read(folder.resolve(name), name);
            if (!pieces.isEmpty() && piece.voices() != pieces.getFirst().voices()) {
                throw new InputException(folder.resolve(name) + ": found " + piece.voices() + " columns, expected "
                        + pieces.getFirst().voices() + ", one for each voice, as in "
                        + pieces.getFirst().name());
            }
            pieces.add(piece);
        }
        return new NoteFolder(folder, pieces, split);
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": is no folder; --notes takes a folder of CSV files");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> names = all.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
                    .filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new InputException(
                        folder + ": has no file whose name ends in .csv; --notes takes a folder of them");
            }
            return names;
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the pieces of a part. */
    public List<Piece> of(Part part) {
        boolean saidByFolders =
                pieces.stream().anyMatch(piece -> byFolder(piece).isPresent());
        return pieces.stream()
                .filter(piece -> (saidByFolders ? byFolder(piece) : Optional.of(split.partOf(piece.name())))
                        .filter(part::equals)
                        .isPresent())
                .toList();
    }

    private static Optional<Part> byFolder(Piece piece) {
        String name = piece.name();
        return switch (name.substring(0, Math.max(0, name.indexOf('/')))) {
            case "train" -> Optional.of(Part.TRAIN);
            case "valid", "validation" -> Optional.of(Part.VALIDATION);
            case "test" -> Optional.of(Part.TEST);
            default -> Optional.empty();
        };
    }

    /**
     * Returns codes for the notes that the training part has.
     *
     * @param wider by how many notes the range is wider at both ends
     * @throws InputException if that part has no notes
     */
    public NoteCodes codes(int wider) {
        int[] notes = of(Part.TRAIN).stream()
                .flatMapToInt(piece ->
                        IntStream.range(0, piece.chords() * piece.voices()).map(piece::at))
                .filter(note -> note != Piece.SILENCE)
                .toArray();
        if (notes.length == 0) {
            throw lacks(Part.TRAIN);
        }
        return new NoteCodes(
                pieces.getFirst().voices(),
                Math.max(1, IntStream.of(notes).min().orElseThrow() - wider),
                Math.min(Piece.HIGHEST, IntStream.of(notes).max().orElseThrow() + wider));
    }

    /** Words that a part has nothing to learn from or to judge by. */
    InputException lacks(Part part) {
        return new InputException(folder + ": no notes are in the " + part.label() + " part, or no piece of it is as"
                + " long as a window; put files into "
                + folder.resolve(part == Part.TRAIN ? "train" : part == Part.TEST ? "test" : "valid")
                + ", or choose other --test-files, --validation-files or --chords");
    }

    /** Returns a number that depends on every note and name. */
    long checksum() {
        return pieces.stream()
                .mapToLong(piece -> 31L * piece.name().hashCode() + piece.checksum())
                .reduce(pieces.size(), (sum, next) -> 31 * sum + next);
    }
}
