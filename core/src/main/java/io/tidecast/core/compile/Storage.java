package io.tidecast.core.compile;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.TensorType;
import java.util.Optional;

/** A piece of memory during planning: how long it is needed, and in the end where it lies. */
final class Storage {
    /** A time before the first step. */
    static final int BEFORE = -1;

    /** A time after the last step. */
    static final int AFTER = Integer.MAX_VALUE;

    final TensorType type;
    final int born;

    /** Whether it is what a step works in, and no value. */
    final boolean isScratch;

    int dies;
    Optional<Variable> variable = Optional.empty();
    int handed = -1;
    private Storage root = this;
    private long offset = -1;

    private Storage(TensorType type, int born, boolean isScratch) {
        this.type = type;
        this.born = born;
        this.isScratch = isScratch;
        this.dies = born;
    }

    /** Returns room for a value that a step computes. */
    static Storage ofValue(TensorType type, int step) {
        return new Storage(type, step, false);
    }

    /** Returns room that a step works in. */
    static Storage ofScratch(TensorType type, int step) {
        return new Storage(type, step, true);
    }

    static Storage pinned(TensorType type) {
        Storage storage = ofValue(type, BEFORE);
        storage.dies = AFTER;
        return storage;
    }

    /** Returns whether the memory is a stretch of the program's slab. */
    boolean inSlab() {
        return variable.isEmpty() && handed < 0;
    }

    void usedAt(int time) {
        dies = Math.max(dies, time);
    }

    /** Lets this storage lie where another, whose life ends as this one's begins, has lain. */
    void takeOver(Storage other) {
        root = other.root();
        root.dies = Math.max(root.dies, dies);
    }

    Storage root() {
        return root;
    }

    boolean isRoot() {
        return root == this;
    }

    boolean overlapsInTime(Storage other) {
        return born <= other.dies && other.born <= dies;
    }

    void place(long byteOffset) {
        offset = byteOffset;
    }

    long offset() {
        return root.offset;
    }

    Location location(TensorType as) {
        if (variable.isPresent()) {
            return new Location(new Location.InVariable(variable.get()), as);
        }
        return new Location(handed >= 0 ? new Location.Handed(handed) : new Location.InSlab(offset()), as);
    }
}
