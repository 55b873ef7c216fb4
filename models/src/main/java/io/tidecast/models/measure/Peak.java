package io.tidecast.models.measure;

import java.util.Optional;

/** Finds out whether the machine's peak can be measured here; the probe itself cannot be loaded where it cannot. */
public final class Peak {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private Peak() {}

    /** Returns why there is no probe here, or empty if there is one. */
    public static Optional<String> whyNot() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()
                ? Optional.empty()
                : Optional.of("the peak is not measured without the JVM flag --add-modules " + VECTOR_MODULE);
    }

    /** Returns a probe on some threads, if there is one here. */
    static Optional<MultiplyAddProbe> probe(int threads) {
        return whyNot().isPresent() ? Optional.empty() : Optional.of(new MultiplyAddProbe(threads));
    }
}
