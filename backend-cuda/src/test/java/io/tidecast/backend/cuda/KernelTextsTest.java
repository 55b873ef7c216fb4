package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The kernels that are shipped are those of the sources, and every GPU's assembler takes them. */
class KernelTextsTest {
    private static final Path SOURCES = Path.of("src", "main", "cuda");
    private static final String EMULATION = "tidecast.cuda.driver";
    private static final List<Integer> GPUS = List.of(75, 80, 90);
    private static final Pattern INCLUDE = Pattern.compile("#include \"(.*)\"");
    private static final Pattern SPILL = Pattern.compile("(\\d+) bytes spill (stores|loads)");

    private static final ExecutorService ASSEMBLERS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    private final Manifest manifest = Manifest.read();

    /** JCuda unpacks the assembler to the folder for temporary files, and takes what it finds there for it. */
    @BeforeAll
    static void unpackAssembler(@TempDir Path folder) {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", folder.toString());
        try {
            assertEquals(0, JNvPTXCompiler.nvPTXCompilerGetVersion(new int[1], new int[1]));
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void everySourceIsTranslated() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<String> families = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cu"))
                    .map(name -> name.substring(0, name.length() - ".cu".length()))
                    .sorted()
                    .toList();
            List<String> translated = manifest.tiers().stream()
                    .map(PtxTier::family)
                    .distinct()
                    .sorted()
                    .toList();
            assertEquals(families, translated);
        }
    }

    @TestFactory
    Stream<DynamicTest> noSourceIsNewerThanItsText() {
        return manifest.tiers().stream()
                .map(tier -> DynamicTest.dynamicTest(
                        tier.resource(),
                        () -> assertEquals(
                                hash(tier.family() + ".cu"),
                                tier.hash(),
                                "run backend-cuda/src/main/cuda/build, and commit what it writes")));
    }

    /** Assembling takes long: newer GPUs than a text is made for wait for the profile emulation, largest texts begin. */
    @TestFactory
    Stream<DynamicTest> textsAssembleWithoutSpills() {
        boolean all = System.getProperty(EMULATION) != null;
        List<Assembly> assemblies = manifest.tiers().stream()
                .flatMap(tier -> GPUS.stream()
                        .filter(gpu -> gpu >= tier.capability())
                        .limit(all ? GPUS.size() : 1)
                        .map(gpu -> new Assembly(tier, gpu)))
                .sorted(Comparator.comparingInt(assembly -> -Manifest.text(assembly.tier()).length))
                .toList();
        return assemblies.stream()
                .map(assembly -> Map.entry(assembly, CompletableFuture.runAsync(assembly::check, ASSEMBLERS)))
                .toList()
                .stream()
                .map(running -> DynamicTest.dynamicTest(
                        running.getKey().toString(), () -> running.getValue().join()));
    }

    private record Assembly(PtxTier tier, int gpu) {
        void check() {
            assertAssembles(tier, gpu);
        }

        @Override
        public String toString() {
            return tier.resource() + " for sm_" + gpu;
        }
    }

    @AfterAll
    static void release() {
        ASSEMBLERS.close();
    }

    private static void assertAssembles(PtxTier tier, int gpu) {
        byte[] text = Manifest.text(tier);
        String words = new String(text, StandardCharsets.UTF_8);
        assertFalse(words.contains(".file"), "where it was made");
        nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
        assertEquals(0, JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length - 1L, text));
        try {
            String[] options = {"--gpu-name=sm_" + gpu, "--verbose"};
            int result = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
            assertEquals(0, result, () -> errors(handle));
            Matcher spills = SPILL.matcher(information(handle));
            int found = 0;
            while (spills.find()) {
                found++;
                assertEquals("0", spills.group(1), () -> information(handle));
            }
            assertTrue(found > 0, () -> "nothing is said of spills: " + information(handle));
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(handle);
        }
    }

    private static String errors(nvPTXCompilerHandle handle) {
        long[] size = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
        byte[] log = new byte[(int) size[0] + 1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, log);
        return new String(log, StandardCharsets.UTF_8);
    }

    private static String information(nvPTXCompilerHandle handle) {
        long[] size = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
        byte[] log = new byte[(int) size[0] + 1];
        JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
        return new String(log, StandardCharsets.UTF_8);
    }

    private static String hash(String source) throws IOException, NoSuchAlgorithmException {
        SortedSet<String> headers = new TreeSet<>();
        addHeaders(source, headers);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(content(source).getBytes(StandardCharsets.UTF_8));
        for (String header : headers) {
            digest.update(content(header).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addHeaders(String file, SortedSet<String> headers) throws IOException {
        Matcher includes = INCLUDE.matcher(content(file));
        while (includes.find()) {
            if (headers.add(includes.group(1))) {
                addHeaders(includes.group(1), headers);
            }
        }
    }

    private static String content(String file) throws IOException {
        return Files.readString(SOURCES.resolve(file)).replace("\r", "");
    }
}
