package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path target = folder.resolve("forecast.csv");
        AtomicFile.writeText(target, "time,mean\n");
        AtomicFile.writeText(target, "zeit,µ\n");
        assertEquals("zeit,µ\n", Files.readString(target));
        assertEquals(List.of(target), listing());
    }

    @Test
    void keepsTheOlderFileWhenWritingFails() throws IOException {
        Path target = folder.resolve("model.safetensors");
        AtomicFile.writeText(target, "older");
        String e = Faults.inside(() -> AtomicFile.write(target, channel -> {
            channel.write(ByteBuffer.wrap(new byte[10_000]));
            throw new IOException("No space left on device");
        }));
        assertEquals(
                target + ": could not be written to the end: No space left on device; what stood there before is kept",
                e);
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(target, channel -> {
                    throw new IllegalStateException("a fault of the caller");
                }));
        assertEquals("older", Files.readString(target));
        assertEquals(List.of(target), listing());
    }

    @Test
    void theOlderFileStandsUntilTheNewOneIsWhole() throws IOException {
        Path target = folder.resolve("model.safetensors");
        AtomicFile.writeText(target, "older");
        AtomicFile.write(target, channel -> {
            channel.write(StandardCharsets.UTF_8.encode("new"));
            assertEquals("older", Files.readString(target));
        });
        assertEquals("new", Files.readString(target));
    }

    @Test
    void refusesTargetsWhereNoFileCanBe() throws IOException {
        Path missing = folder.resolve("no/such/model.safetensors");
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
        Path tooLong = folder.resolve("x".repeat(300));
        assertRefused(missing, "there is no folder " + folder.resolve("no/such"));
        assertRefused(folder, "is a folder");
        assertRefused(file.resolve("below"), "there is no folder " + file);
        assertRefused(dangling, "a link to a file that is not there");
        String e = Faults.ofInput(() -> AtomicFile.requireWritable(folder));
        assertTrue(e.contains("is a folder"), e);
        assertThrows(RuntimeException.class, () -> AtomicFile.writeText(tooLong, "x"));
        assertEquals(Stream.of(dangling, file).sorted().toList(), listing());
    }

    private void assertRefused(Path target, String expected) {
        String written = Faults.ofInput(() -> AtomicFile.writeText(target, "x"));
        String asked = Faults.ofInput(() -> AtomicFile.requireWritable(target));
        assertTrue(written.startsWith(target + ": ") && written.contains(expected), written);
        assertEquals(written, asked);
    }

    @Test
    void refusesAFolderWithoutPermission() throws IOException {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeTrue(!Files.isWritable(closed), "root may write anywhere");
        assertRefused(closed.resolve("model.safetensors"), "permission denied");
    }

    @Test
    void refusesAFileSystemThatTakesNoFiles() {
        Path processes = Path.of("/proc");
        assumeTrue(Files.isDirectory(processes), "a Linux");
        assertRefused(processes.resolve("model.safetensors"), "cannot be written");
    }

    @Test
    void aTrialLeavesNoTrace() throws IOException {
        Path target = folder.resolve("model.safetensors");
        AtomicFile.requireWritable(target);
        assertEquals(List.of(), listing());
        AtomicFile.writeText(target, "older");
        AtomicFile.requireWritable(target);
        assertEquals("older", Files.readString(target));
        assertEquals(List.of(target), listing());
    }

    @Test
    void keepsLinksAndPermissions() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        Path real = Files.writeString(store.resolve("real"), "older");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFile.writeText(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(real));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    }

    @Test
    void aFullDiskIsAFailureInside() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "a Linux");
        String e = Faults.inside(() -> AtomicFile.writeText(full, "x"));
        assertTrue(e.startsWith("/dev/full: could not be written to the end: "), e);
    }

    @Test
    void devicesAreWrittenStraight() {
        Path sink = Path.of("/dev/null");
        assumeTrue(Files.exists(sink), "a Unix");
        AtomicFile.requireWritable(sink);
        AtomicFile.writeText(sink, "x");
        assertFalse(Files.isRegularFile(sink));
    }

    private List<Path> listing() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
