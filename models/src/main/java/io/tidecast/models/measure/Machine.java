package io.tidecast.models.measure;

import io.tidecast.models.file.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where something was measured, without names of hosts or folders.
 *
 * @param processor its name, and on x86 its family and model
 * @param processors how many of them this process may use
 * @param system the operating system and its architecture
 * @param java the JVM
 * @param flags what the JVM was told, but for what names files
 */
public record Machine(String processor, int processors, String system, String java, List<String> flags) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";

    /** Copies the list. */
    public Machine {
        flags = List.copyOf(flags);
    }

    /** Returns this machine. */
    public static Machine here() {
        return new Machine(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> !flag.contains("/") && !flag.contains("\\"))
                        .toList());
    }

    /** Returns the machine as JSON. */
    public Json json() {
        return Json.object()
                .put("processor", processor)
                .put("processors", processors)
                .put("system", system)
                .put("java", java)
                .put("flags", Json.texts(flags))
                .build();
    }

    private static String processorModel() {
        if (Files.isReadable(PROCESSORS)) {
            try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
                return processor(lines.toList());
            } catch (IOException e) {
                return UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /** Returns what the kernel says of the first processor: virtual machines call generations apart by one name. */
    static String processor(List<String> lines) {
        String name = value(lines, "model name").orElse(UNKNOWN);
        Optional<String> family = value(lines, "cpu family");
        Optional<String> model = value(lines, "model");
        return family.isPresent() && model.isPresent()
                ? name + ", family " + family.get() + ", model " + model.get()
                : name;
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip())
                .findFirst();
    }
}
