package io.tidecast.backend.cuda;

import java.util.ArrayList;
import java.util.List;
import jcuda.driver.JCudaDriver;

/** A piece of device memory, and what was made for kernels bound in it: all of it is given back when it closes. */
final class Slab {
    private final Device device;
    private final DeviceAddress address;
    private final long bytes;
    private final List<Runnable> releases = new ArrayList<>();
    private volatile boolean open = true;

    Slab(Device device, DeviceAddress address, long bytes) {
        this.device = device;
        this.address = address;
        this.bytes = bytes;
    }

    Device device() {
        return device;
    }

    DeviceAddress address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    /** Keeps something of the driver's until the slab closes. */
    synchronized void keep(Runnable release) {
        requireOpen();
        releases.add(release);
    }

    /** Fails if the slab is closed; the GPU would not notice. */
    void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the memory of this program or of its variables is closed");
        }
    }

    /** Waits for what works in the memory, then frees it. On a broken GPU there is nothing left to free. */
    synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        device.memory().forget(this);
        if (!device.health().isBroken()) {
            device.enter();
            device.synchronise();
            releases.reversed().forEach(Runnable::run);
            device.check(JCudaDriver.cuMemFree(address), "free the GPU's memory");
        }
        releases.clear();
    }
}
