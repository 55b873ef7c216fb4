package io.tidecast.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RenewedLibrariesTest {
    @TempDir
    private Path folder;

    private static Path libraryOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void oldLibrariesMoveIntoTheBuildsFolderAndNewOnesStay() throws IOException, URISyntaxException {
        Path old = libraryOf(CommandLine.class);
        Path young = libraryOf(NullMarked.class);
        Path list = Files.writeString(folder.resolve("libraries"), young + File.pathSeparator + old);
        RenewedLibraries.main(new String[] {folder.toString()});
        assertEquals(young.toString(), Files.readString(list));
        Path copy = folder.resolve(old.getFileName());
        assertTrue(RenewedLibraries.isOld(old));
        assertFalse(RenewedLibraries.isOld(copy));
        assertEquals(names(old), names(copy));
    }

    @Test
    void whatIsRenewedDoesWhatItDid() throws Exception {
        Path copy = folder.resolve("copy.jar");
        RenewedLibraries.renew(libraryOf(CommandLine.class), copy);
        URL[] path = {copy.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> spec = loader.loadClass(CommandSpec.class.getName());
            Object command = loader.loadClass(CommandLine.class.getName())
                    .getConstructor(Object.class)
                    .newInstance(spec.getMethod("create").invoke(null));
            Object usage = command.getClass().getMethod("getUsageMessage").invoke(command);
            assertEquals(new CommandLine(CommandSpec.create()).getUsageMessage(), usage);
        }
    }

    @Test
    void signedLibrariesStayAsTheyAre() throws IOException, URISyntaxException {
        Path signed = folder.resolve("signed.jar");
        try (ZipFile old = new ZipFile(libraryOf(CommandLine.class).toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(signed))) {
            out.putNextEntry(new ZipEntry("META-INF/SOMEBODY.SF"));
            out.putNextEntry(new ZipEntry("picocli/CommandLine.class"));
            old.getInputStream(old.getEntry("picocli/CommandLine.class")).transferTo(out);
        }
        assertFalse(RenewedLibraries.isOld(signed));
    }

    private static List<String> names(Path library) throws IOException {
        try (ZipFile jar = new ZipFile(library.toFile())) {
            return jar.stream().map(ZipEntry::getName).sorted().toList();
        }
    }
}
