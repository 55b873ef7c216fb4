package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.InputException;
import java.nio.charset.StandardCharsets;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * The first GPU, by its primary context, with the one stream on which everything runs in order. Every entry makes the
 * context the calling thread's. May be used by several threads.
 */
final class Device implements AutoCloseable {
    private static final int NAME_BYTES = 256;

    /** The first whose tensor cores take TensorFloat-32 and bfloat16. */
    private static final int TENSOR_CORES = 80;

    private final CUdevice device;
    private final DeviceTraits traits;
    private final Precision precision;
    private final CUcontext context = new CUcontext();
    private final CUstream stream = new CUstream();
    private final Health health = new Health();
    private final DeviceMemory memory;
    private final Modules modules;
    private final Staging staging;
    private volatile boolean open = true;

    private Device(CUdevice device, DeviceTraits traits, Precision precision) {
        this.device = device;
        this.traits = traits;
        this.precision = precision;
        if (precision != Precision.F32 && traits.capability() < TENSOR_CORES) {
            throw new InputException("backend cuda has no precision " + precision.label() + " on the GPU "
                    + traits.name() + ", whose tensor cores are too old; expected " + Precision.F32.label());
        }
        retain();
        enter();
        check(JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING), "make a stream");
        memory = new DeviceMemory(this);
        modules = new Modules(this);
        staging = new Staging(this);
    }

    /**
     * Opens the first GPU, once {@link JCudaLibrary} is loaded.
     *
     * @param precision how products are computed
     * @throws InputException if another process has it for itself, or it is too old for the precision
     */
    static Device open(Precision precision) {
        Health health = new Health();
        health.check(JCudaDriver.cuInit(0), "start the driver");
        CUdevice device = new CUdevice();
        health.check(JCudaDriver.cuDeviceGet(device, 0), "open the first GPU");
        byte[] name = new byte[NAME_BYTES];
        health.check(JCudaDriver.cuDeviceGetName(name, NAME_BYTES, device), "ask the GPU for its name");
        int major = attribute(health, device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR);
        int minor = attribute(health, device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        return new Device(
                device,
                new DeviceTraits(
                        new String(name, StandardCharsets.UTF_8).split("\0", 2)[0],
                        10 * major + minor,
                        attribute(health, device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
                        attribute(
                                health,
                                device,
                                CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN)),
                precision);
    }

    private static int attribute(Health health, CUdevice device, int attribute) {
        int[] value = new int[1];
        health.check(JCudaDriver.cuDeviceGetAttribute(value, attribute, device), "ask the GPU what it can do");
        return value[0];
    }

    private void retain() {
        int result = JCudaDriver.cuDevicePrimaryCtxRetain(context, device);
        if (DriverError.isBusy(result)) {
            throw new InputException("backend cuda cannot open the GPU " + traits.name()
                    + ": another process has it for itself; wait until it ends, or let several share the GPU"
                    + " (nvidia-smi -c DEFAULT)");
        }
        check(result, "open the GPU " + traits.name());
    }

    DeviceTraits traits() {
        return traits;
    }

    /** Returns how products are to be computed. */
    Precision precision() {
        return precision;
    }

    Health health() {
        return health;
    }

    DeviceMemory memory() {
        return memory;
    }

    Modules modules() {
        return modules;
    }

    Staging staging() {
        return staging;
    }

    CUstream stream() {
        return stream;
    }

    /** Makes the calling thread work on this GPU; fails if that is broken or closed. */
    void enter() {
        if (!open) {
            throw new IllegalStateException("the backend cuda is closed");
        }
        health.require();
        check(JCudaDriver.cuCtxSetCurrent(context), "work on the GPU " + traits.name());
    }

    /** Fails if the driver's result is not success; see {@link Health#check}. */
    void check(int result, String attempt) {
        health.check(result, attempt);
    }

    /** Waits until all that was started is done. */
    void synchronise() {
        check(JCudaDriver.cuStreamSynchronize(stream), "finish what was started");
    }

    /** Gives back all that lies on the GPU, open slabs included. What fails then changes nothing any more. */
    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        JCudaDriver.cuCtxSetCurrent(context);
        JCudaDriver.cuStreamSynchronize(stream);
        memory.close();
        staging.close();
        modules.close();
        open = false;
        JCudaDriver.cuStreamDestroy(stream);
        JCudaDriver.cuDevicePrimaryCtxRelease(device);
    }
}
