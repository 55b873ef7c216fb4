package io.tidecast.backend.cpu.ejml;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.conformance.Allocation;
import org.junit.jupiter.api.Test;

/** Sees that a program that runs takes nothing from the Java heap, whatever the operation. */
final class EjmlAllocationTest {
    @Test
    void aRunAllocatesNothing() {
        try (Backend backend = new EjmlBackendProvider().open(BackendOptions.defaults())) {
            Allocation.assertNone(backend);
        }
    }
}
