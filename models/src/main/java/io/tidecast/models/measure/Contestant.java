package io.tidecast.models.measure;

import io.tidecast.core.backend.Precision;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Somebody who computes tasks: a backend, or a peer that a user would pick instead. */
public interface Contestant {
    /**
     * A way to compute a task.
     *
     * @param name what sets it apart from the contestant's other ways; empty where there is one only
     * @param open makes it ready
     */
    record Way(String name, Supplier<Entry> open) {}

    /** Returns the name, which heads a column. */
    String name();

    /** Returns how exactly it computes products, by which its results are judged. */
    default Precision precision() {
        return Precision.F32;
    }

    /** Returns why it cannot compute a task here, or empty if it can. */
    Optional<String> whyNot(Task task);

    /** Returns its ways to compute a task that it can compute; the fastest that agrees with the reference is measured. */
    List<Way> ways(Task task);
}
