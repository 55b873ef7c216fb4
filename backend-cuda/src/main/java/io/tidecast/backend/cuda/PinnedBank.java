package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Backend;
import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/** Host memory that the GPU can read, filled from its beginning, and reused once the GPU is done with all of it. */
final class PinnedBank {
    private final Device device;
    private final Pointer memory = new Pointer();
    private final CUevent lastUse = new CUevent();
    private final MemorySegment segment;
    private long filled;

    PinnedBank(Device device, long bytes) {
        this.device = device;
        device.check(JCudaDriver.cuMemHostAlloc(memory, bytes, 0), "take host memory for copies");
        device.check(
                JCudaDriver.cuEventCreate(lastUse, CUevent_flags.CU_EVENT_DISABLE_TIMING), "make an event for copies");
        segment = MemorySegment.ofBuffer(memory.getByteBuffer(0, bytes));
    }

    long left() {
        return segment.byteSize() - filled;
    }

    /** Copies bytes to what is left, and returns where they lie. */
    Pointer put(MemorySegment source, long from, long count) {
        Pointer place = memory.withByteOffset(filled);
        MemorySegment.copy(source, from, segment, filled, count);
        filled = Math.min(segment.byteSize(), Math.ceilDiv(filled + count, Backend.ALIGNMENT) * Backend.ALIGNMENT);
        return place;
    }

    Pointer start() {
        return memory;
    }

    /** Copies bytes from the beginning. */
    void take(MemorySegment target, long to, long count) {
        MemorySegment.copy(segment, 0, target, to, count);
    }

    /** Notes that all reads were started. */
    void endOfUse() {
        device.check(JCudaDriver.cuEventRecord(lastUse, device.stream()), "mark the end of a copy");
    }

    /** Waits until all reads are done, if ever there were some, and begins anew. */
    void reuse() {
        device.check(JCudaDriver.cuEventSynchronize(lastUse), "wait for a copy");
        filled = 0;
    }

    void close() {
        JCudaDriver.cuEventDestroy(lastUse);
        JCudaDriver.cuMemFreeHost(memory);
    }
}
