package io.tidecast.backend.nd4j;

import io.tidecast.core.conformance.BackendConformance;

/** Holds the backend against the reference. */
final class Nd4jConformanceTest extends BackendConformance {
    Nd4jConformanceTest() {
        super(new Nd4jProvider());
    }
}
