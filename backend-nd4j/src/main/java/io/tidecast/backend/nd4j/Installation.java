package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * Whether ND4J's native library is there for this platform and can be unpacked, as far as can be seen without running any
 * native code: it stands in a jar, from which JavaCPP copies it to a folder that it keeps.
 */
final class Installation {
    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final String LIBRARY = "nd4jcpu";
    private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /** The variants that ND4J is published in, by what follows the platform's name. */
    private static final List<String> VARIANTS =
            List.of("", "-onednn", "-onednn-avx512", "-onednn-avx2", "-avx2", "-avx512", "-compat", "-vednn");

    private static final int COMPARED_BYTES = 1 << 16;

    private final String platform;

    private Installation(String platform) {
        this.platform = platform;
    }

    /** Looks at the platform that JavaCPP takes this one for. */
    static Installation here() {
        return new Installation(Objects.requireNonNullElseGet(
                System.getProperty("org.bytedeco.javacpp.platform"), Loader.Detector::getPlatform));
    }

    /** Returns the platform's name, such as {@code linux-x86_64}. */
    String platform() {
        return platform;
    }

    /** Returns what is wrong, if anything is. */
    Optional<Availability.Unavailable> fault() {
        Optional<URL> library = library();
        if (library.isEmpty()) {
            return Optional.of(new Availability.Unavailable(
                    "ND4J's native library for " + platform + " is not on the class path",
                    "add org.nd4j:nd4j-native:1.0.0-M2.1 with the classifier " + platform
                            + " to it, or choose another backend where ND4J is not published for that platform"));
        }
        Optional<Path> cache = cacheCandidates().filter(Installation::isUsable).findFirst();
        if (cache.isEmpty()) {
            return Optional.of(new Availability.Unavailable(
                    "ND4J's native library cannot be unpacked: none of "
                            + cacheCandidates().map(Path::toString).toList() + " can be written",
                    "make one of them writable, or name another folder by -D" + CACHE_PROPERTY + "=FOLDER"));
        }
        try {
            return unpackedFault(library.get(), cache.get());
        } catch (IOException e) {
            return Optional.of(new Availability.Unavailable(
                    "ND4J's native library cannot be read: " + e.getMessage(), removing(cache.get()), e));
        }
    }

    /** Returns what to do about a library that was unpacked but cannot be loaded. */
    static String remedy() {
        return cacheCandidates()
                        .filter(Installation::isUsable)
                        .findFirst()
                        .map(cache -> removing(cache) + ", or ")
                        .orElse("")
                + "choose another backend";
    }

    private static String removing(Path cache) {
        return "remove " + cache + ", which is filled anew";
    }

    private Optional<URL> library() {
        ClassLoader loader = Installation.class.getClassLoader();
        String file = System.mapLibraryName(LIBRARY);
        return VARIANTS.stream()
                .map(variant -> loader.getResource(FOLDER + platform + variant + "/" + file))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The folders that JavaCPP tries, in its order. */
    private static Stream<Path> cacheCandidates() {
        return Stream.of(
                        System.getProperty(CACHE_PROPERTY),
                        System.getProperty("org.bytedeco.javacpp.cacheDir"),
                        System.getProperty("user.home") + "/.javacpp/cache",
                        System.getProperty("java.io.tmpdir") + "/.javacpp-" + System.getProperty("user.name")
                                + "/cache")
                .filter(Objects::nonNull)
                .map(Path::of);
    }

    /** Returns whether a folder, or the nearest one above it that is there, can be written. */
    private static boolean isUsable(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            Path parent = existing.getParent();
            if (parent == null) {
                return false;
            }
            existing = parent;
        }
        return Files.isDirectory(existing) && Files.isWritable(existing) && Files.isExecutable(existing);
    }

    /** JavaCPP takes a file for unpacked that has the length and the time of the one in the jar, whatever is in it. */
    private static Optional<Availability.Unavailable> unpackedFault(URL library, Path cache) throws IOException {
        URLConnection connection = library.openConnection();
        if (!(connection instanceof JarURLConnection inJar)) {
            return Optional.empty();
        }
        JarEntry entry = inJar.getJarEntry();
        Path jar = Path.of(inJar.getJarFile().getName()).getFileName();
        Path unpacked = cache.resolve(jar).resolve(entry.getName());
        boolean taken = Files.isRegularFile(unpacked)
                && Files.size(unpacked) == entry.getSize()
                && Files.getLastModifiedTime(unpacked).toMillis() == entry.getTime();
        if (!taken || Arrays.equals(beginning(library.openStream()), beginning(Files.newInputStream(unpacked)))) {
            return Optional.empty();
        }
        return Optional.of(new Availability.Unavailable(
                "ND4J's native library was unpacked wrongly: " + unpacked + " differs from what stands in " + jar,
                removing(cache)));
    }

    private static byte[] beginning(InputStream content) throws IOException {
        try (content) {
            return content.readNBytes(COMPARED_BYTES);
        }
    }
}
