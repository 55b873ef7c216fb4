package io.tidecast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which state of the sources was measured. */
public final class Commit {
    private static final String UNKNOWN = "unknown";

    private Commit() {}

    /** Returns the commit of the working folder, with what is to be said of files changed since; or {@code unknown}. */
    public static String here() {
        try {
            String commit = git("rev-parse", "--short=12", "HEAD");
            String changed = git("status", "--porcelain", "--untracked-files=no", "--", ":!bench/results");
            return changed.isEmpty() ? commit : commit + " with uncommitted changes";
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("git said nothing");
        }
        return said;
    }
}
