package io.tidecast.models.file;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * Writes a file whole or not at all.
 *
 * <p>The content goes to a new file beside the target, is forced to the disk, and then takes the target's name in one
 * step. Until that step an older file of that name stands untouched, and nothing half-written is ever found under it. A
 * symbolic link stays a link: the file it points to is replaced. What is no ordinary file, such as {@code /dev/stdout}
 * or a pipe, cannot be replaced and is written straight.
 */
public final class AtomicFile {

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of it.
         *
         * @param channel where to; the caller closes it
         * @throws IOException when the channel does
         */
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file.
     *
     * @param target its path; the folder must exist
     * @param content what it shall hold
     * @throws InputException when no file can be made at the target: no such folder, a folder itself, no permission
     * @throws FailureException when writing fails half-way, as on a full disk; an older file at the target still stands
     */
    public static void write(Path target, Content content) {
        Path file = resolve(target);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            writeStraight(target, file, content);
        } else {
            writeBeside(target, file, content);
        }
    }

    /** Writes a text in UTF-8, see {@link #write}. */
    public static void writeText(Path target, String text) {
        write(target, channel -> writeFully(channel, StandardCharsets.UTF_8.encode(text)));
    }

    /**
     * Finds out before long work whether a file can be written at the target; leaves no trace.
     *
     * @throws InputException when {@link #write} would refuse the target
     * @throws FailureException when there is no space for another file
     */
    public static void requireWritable(Path target) {
        Path file = resolve(target);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            if (Files.isDirectory(file)) {
                throw isFolder(target);
            }
            return;
        }
        Path trial = beside(file);
        try (FileChannel channel = open(target, trial, StandardOpenOption.CREATE_NEW)) {
            writeFully(channel, ByteBuffer.allocate(1));
        } catch (IOException e) {
            throw unfinished(target, e, "nothing was changed");
        } finally {
            deleteQuietly(trial);
        }
    }

    /** Writes all remaining bytes of a buffer; for {@link Content}. */
    public static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void writeBeside(Path target, Path file, Content content) {
        Path draft = beside(file);
        try (FileChannel channel = open(target, draft, StandardOpenOption.CREATE_NEW)) {
            content.writeTo(channel);
            channel.force(true);
            keepPermissions(file, draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(file);
        } catch (IOException e) {
            throw unfinished(target, e, "what stood there before is kept");
        } finally {
            deleteQuietly(draft);
        }
    }

    private static void writeStraight(Path target, Path file, Content content) {
        if (Files.isDirectory(file)) {
            throw isFolder(target);
        }
        try (FileChannel channel = open(target, file, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
        } catch (IOException e) {
            throw unfinished(target, e, "the part before was written");
        }
    }

    private static FileChannel open(Path target, Path file, StandardOpenOption option) {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, option);
        } catch (IOException e) {
            throw refused(target, e);
        }
    }

    private static Path resolve(Path target) {
        if (!Files.isSymbolicLink(target) || (Files.exists(target) && !Files.isRegularFile(target))) {
            return target.toAbsolutePath();
        }
        try {
            return target.toRealPath();
        } catch (NoSuchFileException e) {
            throw new InputException(target + ": a link to a file that is not there; remove the link", e);
        } catch (IOException e) {
            throw refused(target, e);
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(".tidecast-" + UUID.randomUUID().toString().substring(0, 13) + ".draft");
    }

    private static void keepPermissions(Path file, Path draft) throws IOException {
        PosixFileAttributeView older = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (older != null && Files.exists(file)) {
            Files.setPosixFilePermissions(draft, older.readAttributes().permissions());
        }
    }

    private static void forceFolder(Path file) {
        Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                System.getLogger(AtomicFile.class.getName())
                        .log(System.Logger.Level.DEBUG, "the folder " + folder + " cannot be forced to the disk", e);
            }
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.WARNING, "the unfinished file " + draft + " is left over", e);
        }
    }

    private static InputException isFolder(Path target) {
        return new InputException(target + ": is a folder; expected the name of a file to write");
    }

    private static RuntimeException refused(Path target, IOException e) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return new InputException(
                    target + ": cannot be written: there is no folder " + folder + "; make it or name another", e);
        }
        if (folder != null && isFull(folder)) {
            return unfinished(target, e, "the disk is full");
        }
        return new InputException(
                target + ": cannot be written: " + reason(e) + "; name a file in a folder that you may write to", e);
    }

    private static boolean isFull(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace() > 0 && store.getUsableSpace() == 0 && Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static FailureException unfinished(Path target, IOException e, String kept) {
        return new FailureException(target + ": could not be written to the end: " + reason(e) + "; " + kept, e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Excerpt.of(message);
    }
}
