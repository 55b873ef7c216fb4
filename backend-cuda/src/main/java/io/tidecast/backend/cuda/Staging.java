package io.tidecast.backend.cuda;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;

/**
 * Copies between the host and a GPU through memory that stays where it is, from which the GPU reads by itself: an upload
 * returns once the value is copied there, and what is started later on the GPU finds it uploaded.
 */
final class Staging {
    private static final long BANK_BYTES = 1 << 20;

    private final Device device;
    private final PinnedBank[] banks;
    private final PinnedBank down;
    private int current;

    Staging(Device device) {
        this.device = device;
        banks = new PinnedBank[] {new PinnedBank(device, BANK_BYTES), new PinnedBank(device, BANK_BYTES)};
        down = new PinnedBank(device, BANK_BYTES);
    }

    /** Copies as many bytes as the target has. */
    synchronized void upload(MemorySegment source, CudaBuffer target) {
        long size = target.bytes();
        for (long done = 0; done < size; ) {
            if (banks[current].left() == 0) {
                banks[current].endOfUse();
                current = (current + 1) % banks.length;
                banks[current].reuse();
            }
            PinnedBank bank = banks[current];
            long count = Math.min(size - done, bank.left());
            Pointer staged = bank.put(source, done, count);
            device.check(
                    JCudaDriver.cuMemcpyHtoDAsync(target.address().plus(done), staged, count, device.stream()),
                    "copy a value to the GPU");
            done += count;
        }
    }

    /** Waits for all that was started, and copies as many bytes as the source has. */
    void download(CudaBuffer source, MemorySegment target) {
        synchronized (down) {
            long size = source.bytes();
            for (long done = 0; done < size; ) {
                long count = Math.min(size - done, BANK_BYTES);
                device.check(
                        JCudaDriver.cuMemcpyDtoHAsync(
                                down.start(), source.address().plus(done), count, device.stream()),
                        "copy a value from the GPU");
                device.synchronise();
                down.take(target, done, count);
                done += count;
            }
        }
    }

    void close() {
        for (PinnedBank bank : banks) {
            bank.close();
        }
        down.close();
    }
}
