package io.tidecast.backend.cuda;

import io.tidecast.core.error.DeviceMemoryException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jcuda.driver.JCudaDriver;

/** The slabs that are open on a GPU. */
final class DeviceMemory {
    private final Device device;
    private final Set<Slab> slabs = ConcurrentHashMap.newKeySet();

    DeviceMemory(Device device) {
        this.device = device;
    }

    /**
     * Takes memory, its content unspecified.
     *
     * @param bytes at least 1
     * @throws DeviceMemoryException if the GPU has not so much left
     */
    Slab take(long bytes) {
        device.enter();
        DeviceAddress address = new DeviceAddress();
        int result = JCudaDriver.cuMemAlloc(address, bytes);
        if (result == DriverError.OUT_OF_MEMORY) {
            throw outOfMemory(bytes);
        }
        device.check(result, "take " + bytes + " bytes of the GPU's memory");
        Slab slab = new Slab(device, address, bytes);
        slabs.add(slab);
        return slab;
    }

    void forget(Slab slab) {
        slabs.remove(slab);
    }

    /** Frees every slab that is still open. */
    void close() {
        List.copyOf(slabs).forEach(Slab::close);
    }

    private DeviceMemoryException outOfMemory(long bytes) {
        long[] free = new long[1];
        long[] total = new long[1];
        device.check(JCudaDriver.cuMemGetInfo(free, total), "ask how much of the GPU's memory is free");
        return new DeviceMemoryException("the GPU " + device.traits().name(), bytes, free[0], total[0]);
    }
}
