package io.tidecast.backend.nd4j;

import io.tidecast.core.error.FailureException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.nativeblas.NativeOps;

/**
 * ND4J's native operations, loaded once for the process. They are called beneath {@code INDArray} and its executioner,
 * whose work around each call takes longer than most calls, leaves garbage, and whose start may end the process.
 *
 * <p>ND4J adds in another order with another number of threads, and its setting is one for the whole process: it is set
 * to one thread, so that results depend on nothing but their inputs.
 */
final class NativeLibrary {
    private static @Nullable NativeLibrary loaded;

    private final NativeOps operations;
    private final Map<String, Long> custom = new HashMap<>();

    private NativeLibrary() {
        operations = new Nd4jCpu();
        operations.initializeDevicesAndFunctions();
        giveBlas();
        Nd4jCpu.Environment environment = Nd4jCpu.Environment.getInstance();
        environment.setMaxThreads(1);
        environment.setMaxMasterThreads(1);
        openblas.blas_set_num_threads(1);
        for (String operation : operations.getAllCustomOps().split(";", -1)) {
            String[] parts = operation.split(":", -1);
            if (parts.length > 1) {
                custom.put(parts[0], Long.valueOf(parts[1]));
            }
        }
    }

    /**
     * Returns the library, loaded by the first call.
     *
     * @throws LinkageError if it cannot be loaded
     */
    static synchronized NativeLibrary load() {
        NativeLibrary library = loaded;
        if (library == null) {
            library = new NativeLibrary();
            loaded = library;
        }
        return library;
    }

    /** Tells ND4J where the functions are that it multiplies matrices with; it has slow ones of its own. */
    private void giveBlas() {
        Loader.load(openblas.class);
        String[] functions = {
            "cblas_sgemv",
            "cblas_dgemv",
            "cblas_sgemm",
            "cblas_dgemm",
            "cblas_sgemm_batch",
            "cblas_dgemm_batch",
            "LAPACKE_sgesvd",
            "LAPACKE_dgesvd",
            "LAPACKE_sgesdd",
            "LAPACKE_dgesdd"
        };
        try (PointerPointer<?> places = new PointerPointer<>(functions.length)) {
            for (int i = 0; i < functions.length; i++) {
                places.put(i, Loader.addressof(functions[i]));
            }
            operations.initializeFunctions(places);
        }
    }

    NativeOps operations() {
        return operations;
    }

    /** Returns the number by which ND4J calls one of its custom operations. */
    long hash(String operation) {
        Long hash = custom.get(operation);
        if (hash == null) {
            throw new FailureException("ND4J has no operation named " + operation);
        }
        return hash;
    }

    /** Fails if the last operation did. */
    void check(String operation) {
        if (operations.lastErrorCode() != 0) {
            throw new FailureException("ND4J's " + operation + " failed: " + operations.lastErrorMessage());
        }
    }
}
