package io.tidecast.cli;

import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a backend computes: on how many threads, and how exactly. */
final class ComputeOptions {
    private static final int MOST_THREADS = 1_024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads may compute (all processors); the result does not depend on it.")
    private @Nullable Integer threads;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "How exactly products are computed: f32 (the default), or rounded for a GPU's tensor cores"
                    + " to tf32 (three digits) or bf16 (two).")
    private Precision precision = Precision.F32;

    /**
     * Returns what backends are opened with.
     *
     * @throws io.tidecast.core.error.InputException if there are too few threads or too many
     */
    BackendOptions options() {
        BackendOptions usual = threads == null
                ? BackendOptions.defaults()
                : new BackendOptions(Ranges.whole("--threads", threads, 1, MOST_THREADS));
        return usual.with(precision);
    }
}
