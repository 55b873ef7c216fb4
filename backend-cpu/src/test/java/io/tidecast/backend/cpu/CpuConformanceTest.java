package io.tidecast.backend.cpu;

import io.tidecast.core.conformance.BackendConformance;

/** Holds the backend against the reference. */
final class CpuConformanceTest extends BackendConformance {
    CpuConformanceTest() {
        super(new CpuBackendProvider());
    }
}
