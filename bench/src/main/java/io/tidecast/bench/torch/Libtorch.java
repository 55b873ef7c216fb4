package io.tidecast.bench.torch;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch in its best setting: one thread, MKL for its matrix products, and memory that is kept. */
final class Libtorch {
    private Libtorch() {}

    /**
     * Loads it.
     *
     * @throws LinkageError if its native library is not on the class path
     */
    static void load() {
        NativeFunctions.keepMemory();
        Optional<String> version = Mkl.load();
        torch.set_num_threads(1);
        System.getLogger(Libtorch.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "libtorch multiplies matrices by "
                                + version.map("MKL "::concat).orElse("OpenBLAS"));
    }
}
