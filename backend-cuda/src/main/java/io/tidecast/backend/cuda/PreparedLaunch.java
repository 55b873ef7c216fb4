package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Backend;
import java.nio.ByteBuffer;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/** A launch whose kernel is loaded and whose arguments lie where the driver reads them. */
final class PreparedLaunch {
    private final Device device;
    private final Launch launch;
    private final CUfunction function;
    private final Pointer arguments;

    PreparedLaunch(Device device, Launch launch) {
        this.device = device;
        this.launch = launch;
        function = device.modules().function(launch.family(), launch.kernel(), launch.sharedBytes());
        arguments = lie(launch.arguments().values());
    }

    private static Pointer lie(List<ByteBuffer> values) {
        ByteBuffer block = ByteBuffer.allocateDirect(
                values.stream().mapToInt(value -> aligned(value.capacity())).sum());
        Pointer[] places = new Pointer[values.size()];
        int end = 0;
        for (int i = 0; i < places.length; i++) {
            ByteBuffer value = values.get(i);
            block.put(end, value, 0, value.capacity());
            places[i] = Pointer.to(block).withByteOffset(end);
            end += aligned(value.capacity());
        }
        return Pointer.to(places);
    }

    private static int aligned(int bytes) {
        return Math.ceilDiv(bytes, Backend.ALIGNMENT) * Backend.ALIGNMENT;
    }

    String label() {
        return launch.kernel();
    }

    /** Starts the kernel, or records it where the stream is being captured. */
    void enqueue(CUstream stream) {
        Grid grid = launch.grid();
        device.check(
                JCudaDriver.cuLaunchKernel(
                        function,
                        grid.x(),
                        grid.y(),
                        grid.z(),
                        grid.threads(),
                        1,
                        1,
                        launch.sharedBytes(),
                        stream,
                        arguments,
                        null),
                "start the kernel " + label());
    }
}
