package io.tidecast.backend.cuda;

import jcuda.driver.CUdeviceptr;

/** A place in device memory that tells its address. */
final class DeviceAddress extends CUdeviceptr {
    /** Makes a place that the driver is about to fill in. */
    DeviceAddress() {}

    private DeviceAddress(DeviceAddress start, long byteOffset) {
        super(start, byteOffset);
    }

    DeviceAddress plus(long bytes) {
        return new DeviceAddress(this, bytes);
    }

    long value() {
        return getNativePointer() + getByteOffset();
    }
}
