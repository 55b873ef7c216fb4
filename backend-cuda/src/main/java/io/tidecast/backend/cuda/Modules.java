package io.tidecast.backend.cuda;

import io.tidecast.core.error.FailureException;
import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** The kernels that were loaded for a GPU: each family when one of its kernels is first wanted. */
final class Modules {
    /** What a block may have without asking. */
    private static final int ORDINARY_SHARED_BYTES = 48 << 10;

    private final Device device;
    private final Manifest manifest = Manifest.read();
    private final Map<String, CUmodule> modules = new HashMap<>();
    private final Map<String, CUfunction> functions = new HashMap<>();

    Modules(Device device) {
        this.device = device;
    }

    /**
     * Returns a kernel.
     *
     * @param sharedBytes the dynamic shared memory that it will be launched with
     * @throws FailureException if the driver takes its family's text not, or the GPU has too little shared memory
     */
    synchronized CUfunction function(String family, String name, int sharedBytes) {
        device.enter();
        CUfunction function = functions.get(name);
        if (function == null) {
            function = new CUfunction();
            device.check(
                    JCudaDriver.cuModuleGetFunction(function, module(family), name),
                    "find the kernel " + name + " of the family " + family);
            functions.put(name, function);
        }
        if (sharedBytes > ORDINARY_SHARED_BYTES) {
            allowShared(function, name, sharedBytes);
        }
        return function;
    }

    private void allowShared(CUfunction function, String name, int sharedBytes) {
        int most = device.traits().sharedBytesPerBlock();
        if (sharedBytes > most) {
            throw new FailureException("the kernel " + name + " wants " + sharedBytes
                    + " bytes of shared memory, where a block of the GPU has " + most);
        }
        device.check(
                JCudaDriver.cuFuncSetAttribute(
                        function, CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, most),
                "give the kernel " + name + " " + most + " bytes of shared memory");
    }

    private CUmodule module(String family) {
        CUmodule loaded = modules.get(family);
        if (loaded != null) {
            return loaded;
        }
        PtxTier tier = manifest.best(family, device.traits().capability());
        CUmodule module = new CUmodule();
        int result = JCudaDriver.cuModuleLoadData(module, Manifest.text(tier));
        if (result != 0 && !DriverError.isLasting(result)) {
            throw new FailureException("backend cuda cannot start: the driver does not take the kernels "
                    + tier.resource() + " for the GPU "
                    + device.traits().name() + ": " + DriverError.name(result)
                    + "; install a newer driver, or choose another backend");
        }
        device.check(result, "load the kernels " + tier.resource());
        modules.put(family, module);
        return module;
    }

    synchronized void close() {
        modules.values().forEach(JCudaDriver::cuModuleUnload);
        modules.clear();
        functions.clear();
    }
}
