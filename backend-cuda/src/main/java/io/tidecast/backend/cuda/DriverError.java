package io.tidecast.backend.cuda;

import java.util.Set;
import jcuda.driver.CUresult;

/** What the driver's results mean to those who called it. */
final class DriverError {
    static final int OUT_OF_MEMORY = 2;
    static final int NO_DEVICE = 100;
    static final int SYSTEM_DRIVER_MISMATCH = 803;

    private static final int DEVICE_UNAVAILABLE = 46;

    /** After these the context is beyond use, and every later call returns the same. */
    private static final Set<Integer> LASTING = Set.of(
            CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
            CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
            CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
            CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
            CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
            CUresult.CUDA_ERROR_ASSERT,
            CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR,
            CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
            CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
            CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
            CUresult.CUDA_ERROR_INVALID_PC,
            CUresult.CUDA_ERROR_LAUNCH_FAILED,
            CUresult.CUDA_ERROR_UNKNOWN);

    private DriverError() {}

    static boolean isLasting(int result) {
        return LASTING.contains(result);
    }

    static boolean isBusy(int result) {
        return result == DEVICE_UNAVAILABLE;
    }

    /** Returns the result's name, such as {@code CUDA_ERROR_ILLEGAL_ADDRESS}. */
    static String name(int result) {
        return CUresult.stringFor(result);
    }
}
