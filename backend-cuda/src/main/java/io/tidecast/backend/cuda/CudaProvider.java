package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.BackendProvider;

/** Offers the backend {@code cuda}, which needs an NVIDIA GPU and its driver. */
public final class CudaProvider implements BackendProvider {
    private static final int PRIORITY = 40;
    private static final String NATIVE_ACCESS = "start Java with --enable-native-access=ALL-UNNAMED";

    @Override
    public String name() {
        return CudaBackend.NAME;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Availability probe() {
        if (!CudaProvider.class.getModule().isNativeAccessEnabled()) {
            return new Availability.Unavailable(
                    "Java was started without leave to call the driver", NATIVE_ACCESS + ", or choose another backend");
        }
        try {
            return DriverProbe.probe();
        } catch (LinkageError | RuntimeException error) {
            return new Availability.Unavailable(
                    "NVIDIA's driver cannot be asked for its GPUs (" + error + ")",
                    NATIVE_ACCESS + " on 64-bit Linux or Windows, or choose another backend",
                    error);
        }
    }

    /**
     * Opens the backend on the first GPU. The number of threads means nothing to it.
     *
     * @throws io.tidecast.core.error.InputException if JCuda's library does not load, the GPU is another process's alone, or it has no tensor
     *     cores for the precision
     */
    @Override
    public Backend open(BackendOptions options) {
        JCudaLibrary.load();
        return new CudaBackend(Device.open(options.precision()));
    }
}
