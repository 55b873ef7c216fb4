package io.tidecast.core.compile;

import java.util.Map;

/** Finds what a pass must have put into a map before it asks for it. */
final class Lookup {
    private Lookup() {}

    /** Returns the value of a key. */
    static <K, V> V in(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing was kept for " + key);
        }
        return value;
    }
}
