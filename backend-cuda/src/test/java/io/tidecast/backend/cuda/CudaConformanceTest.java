package io.tidecast.backend.cuda;

import io.tidecast.core.conformance.BackendConformance;

/** Holds the backend against the reference: on the GPU where there is one, or by the stand-in that a profile names. */
final class CudaConformanceTest extends BackendConformance {
    CudaConformanceTest() {
        super(new CudaProvider());
    }
}
