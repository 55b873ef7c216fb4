package io.tidecast.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.error.InputException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told where ND4J cannot run, in processes where it really cannot. */
class Nd4jProviderTest {
    private static final String PLATFORM = Loader.Detector.getPlatform();
    private static final int WRONG_INPUT = 2;

    @TempDir
    private Path folder;

    /** Opens the backend, and ends as the command does. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            try (Backend backend = Backends.open("nd4j")) {
                System.out.println("opened " + backend.name());
            } catch (InputException e) {
                System.out.println(e.getMessage());
                System.exit(WRONG_INPUT);
            }
        }
    }

    private static String classPath(Predicate<String> wanted) {
        return Arrays.stream(ChildProcess.CLASS_PATH.split(File.pathSeparator))
                .filter(wanted)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Expects the process's last line to have these words; the JVM may have remarked on what the test broke. */
    private static void refused(ChildProcess process, String... words) {
        assertEquals(WRONG_INPUT, process.status(), process.output());
        String last = process.output().lines().toList().getLast();
        for (String word : words) {
            assertTrue(last.contains(word), process.output());
        }
    }

    @Test
    void isAvailableHereAndSaysNothingWhileItOpens() throws IOException, InterruptedException {
        Availability here = new Nd4jProvider().probe();
        String device = assertInstanceOf(Availability.Available.class, here).device();
        assertTrue(device.contains(PLATFORM), device);
        ChildProcess opened = ChildProcess.run(ChildProcess.CLASS_PATH, List.of(), Opening.class);
        assertEquals("opened nd4j", opened.output().strip());
    }

    @Test
    void withoutThePlatformsJarItSaysWhichIsMissing() throws IOException, InterruptedException {
        String without = classPath(entry -> !(entry.contains("nd4j-native-1") && entry.contains(PLATFORM)));
        refused(
                ChildProcess.run(without, List.of(), Opening.class),
                "ND4J's native library for " + PLATFORM + " is not on the class path",
                "add org.nd4j:nd4j-native:1.0.0-M2.1 with the classifier " + PLATFORM);
    }

    @Test
    void onAnUnsupportedPlatformItNamesThePlatform() throws IOException, InterruptedException {
        List<String> elsewhere = List.of("-Dorg.bytedeco.javacpp.platform=linux-riscv64");
        refused(
                ChildProcess.run(ChildProcess.CLASS_PATH, elsewhere, Opening.class),
                "ND4J's native library for linux-riscv64 is not on the class path",
                "choose another backend where ND4J is not published for that platform");
    }

    @Test
    void withoutNd4jsClassesItSaysSo() throws IOException, InterruptedException {
        String without = classPath(entry -> !entry.contains("bytedeco"));
        refused(
                ChildProcess.run(without, List.of(), Opening.class),
                "ND4J's classes are not on the class path",
                "add org.nd4j:nd4j-native-platform:1.0.0-M2.1");
    }

    @Test
    void whereNoFolderCanBeWrittenItNamesThem() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("file"));
        List<String> flags = List.of(
                "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache"),
                "-Duser.home=" + file,
                "-Djava.io.tmpdir=" + file);
        refused(
                ChildProcess.run(ChildProcess.CLASS_PATH, flags, Opening.class),
                "cannot be unpacked",
                file.resolve("cache").toString(),
                "name another folder by -Dorg.bytedeco.javacpp.cachedir=");
    }

    @Test
    void aLibraryThatWasUnpackedWronglyIsNotLoaded() throws IOException, InterruptedException {
        String name = "org/nd4j/linalg/cpu/nativecpu/bindings/" + PLATFORM + "/" + System.mapLibraryName("nd4jcpu");
        Path wrong = unpackGarbage(name);
        refused(
                ChildProcess.run(ChildProcess.CLASS_PATH, cachedIn(folder), Opening.class),
                wrong + " differs from what stands in nd4j-native-1.0.0-M2.1-" + PLATFORM + ".jar",
                "remove " + folder);
    }

    @Test
    void aLibraryThatDoesNotLoadEndsWithItsReason() throws IOException, InterruptedException {
        unpackGarbage("org/bytedeco/openblas/" + PLATFORM + "/" + System.mapLibraryName("jniopenblas_nolapack"));
        refused(
                ChildProcess.run(ChildProcess.CLASS_PATH, cachedIn(folder), Opening.class),
                "backend nd4j cannot start here: ND4J's native library does not load (",
                "remove " + folder);
    }

    private static List<String> cachedIn(Path cache) {
        return List.of("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }

    /** Leaves a file of zeros that JavaCPP takes for an entry of a jar, and returns it. */
    private Path unpackGarbage(String name) throws IOException {
        JarURLConnection connection = (JarURLConnection)
                Objects.requireNonNull(Nd4jProviderTest.class.getClassLoader().getResource(name))
                        .openConnection();
        JarEntry entry = connection.getJarEntry();
        Path jar = Path.of(connection.getJarFile().getName()).getFileName();
        Path file = folder.resolve(jar).resolve(name);
        Files.createDirectories(file.getParent());
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(entry.getSize());
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(entry.getTime()));
        return file;
    }
}
