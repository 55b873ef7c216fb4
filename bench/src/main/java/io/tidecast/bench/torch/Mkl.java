package io.tidecast.bench.torch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Intel's library of matrix products. Loaded before libtorch, and for all to see, its functions are found in place of
 * those of the OpenBLAS that libtorch was linked with.
 */
final class Mkl {
    private static final String MAJOR = ".so.3";
    private static final String RUNTIME = "mkl_rt";
    private static final List<String> PARTS = List.of(
            "mkl_core",
            "mkl_intel_lp64",
            "mkl_gnu_thread",
            "mkl_def",
            "mkl_avx2",
            "mkl_avx512",
            "mkl_vml_def",
            "mkl_vml_avx2",
            "mkl_vml_avx512");
    private static final int GNU_THREADS = 3;

    private Mkl() {}

    /** Loads it, on one thread; returns its version, or empty where it is not on the class path. */
    static Optional<String> load() {
        try {
            for (String part : PARTS) {
                extract(part);
            }
            File runtime = extract(RUNTIME);
            if (runtime == null) {
                return Optional.empty();
            }
            Loader.loadGlobal(runtime.getPath());
            NativeFunctions.call(runtime.getPath(), "MKL_Set_Threading_Layer", GNU_THREADS);
            return Optional.ofNullable(Loader.getVersion("org.bytedeco", "mkl"));
        } catch (IOException e) {
            throw new UncheckedIOException("MKL could not be unpacked", e);
        }
    }

    private static @Nullable File extract(String library) throws IOException {
        return Loader.cacheResource(Mkl.class, "/org/bytedeco/mkl/" + Loader.getPlatform() + "/lib" + library + MAJOR);
    }
}
