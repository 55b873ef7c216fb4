package io.tidecast.cli.launch;

import io.tidecast.models.file.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies of libraries whose class files are of Java 5 or before. They have no stack maps, so that the JVM verifies them
 * in a slower way and takes them into no archive of classes; the copies have both.
 */
public final class RenewedLibraries {
    private static final String LIST = "libraries";
    private static final int OLDEST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private static final ClassFile FILES = ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(RenewedLibraries.class.getClassLoader())));
    private static final ClassTransform RENEWAL = ClassTransform.transformingMethodBodies(
                    (code, element) -> code.with(element))
            .andThen(ClassTransform.endHandler(file -> file.withVersion(ClassFile.JAVA_8_VERSION, 0)));

    private RenewedLibraries() {}

    /**
     * Renews the libraries of a build.
     *
     * @param args the build's folder: its file {@code libraries} has their paths, of which the renewed ones are taken
     *     out, and the folder receives the copies
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path list = folder.resolve(LIST);
        List<String> kept = new ArrayList<>();
        for (String path : Files.readString(list).strip().split(File.pathSeparator, -1)) {
            Path library = Path.of(path);
            if (isOld(library)) {
                renew(library, folder.resolve(library.getFileName()));
            } else {
                kept.add(path);
            }
        }
        AtomicFile.writeText(list, String.join(File.pathSeparator, kept));
    }

    /** Returns whether a library's first class file is old and nobody has signed it. */
    static boolean isOld(Path library) throws IOException {
        try (ZipFile jar = new ZipFile(library.toFile())) {
            boolean isSigned = jar.stream()
                    .anyMatch(entry -> entry.getName().startsWith("META-INF/")
                            && entry.getName().toUpperCase(Locale.ROOT).endsWith(".SF"));
            Optional<? extends ZipEntry> first =
                    jar.stream().filter(RenewedLibraries::isClass).findFirst();
            return !isSigned
                    && first.isPresent()
                    && isOld(jar.getInputStream(first.get()).readAllBytes());
        }
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
    }

    private static boolean isOld(byte[] file) {
        return FILES.parse(file).majorVersion() < OLDEST_WITH_STACK_MAPS;
    }

    /** Copies a library with its old class files renewed. */
    static void renew(Path library, Path copy) throws IOException {
        try (ZipFile jar = new ZipFile(library.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            Enumeration<? extends ZipEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                byte[] content = jar.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(isClass(entry) && isOld(content) ? renewed(content) : content);
                out.closeEntry();
            }
        }
    }

    private static byte[] renewed(byte[] file) {
        ClassModel old = FILES.parse(file);
        try {
            return FILES.transformClass(old, RENEWAL);
        } catch (IllegalArgumentException e) {
            // newer class files cannot say what some old ones do, such as subroutines; those stay as they are
            return file;
        }
    }
}
