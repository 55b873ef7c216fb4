package io.tidecast.backend.cpu.ejml;

import io.tidecast.core.conformance.BackendConformance;

/** Holds the reference against hand-written results, finite differences and itself. */
final class EjmlConformanceTest extends BackendConformance {
    EjmlConformanceTest() {
        super(new EjmlBackendProvider());
    }
}
