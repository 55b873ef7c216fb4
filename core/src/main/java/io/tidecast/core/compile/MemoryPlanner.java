package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives each storage its offset in one slab, so that no two that are alive at the same time overlap. Large ones are
 * placed first, each at the lowest offset that is free for the whole of its life; what steps work in before all values, so
 * that it lies in front of those that the step reads. A processor that reads a value at even distances fetches ahead
 * beyond its end, and must not find there what another core is working in.
 */
final class MemoryPlanner {
    private MemoryPlanner() {}

    /**
     * Places every root storage that lies in the slab.
     *
     * @param sharing whether storages may share memory at different times
     * @return the slab's size in bytes
     */
    static long place(List<Storage> storages, boolean sharing) {
        List<Storage> waiting = new ArrayList<>(storages.stream()
                .filter(storage -> storage.inSlab() && storage.isRoot())
                .toList());
        waiting.sort(Comparator.comparing((Storage storage) -> !storage.isScratch)
                .thenComparing(Comparator.comparingLong((Storage storage) -> storage.type.bytes())
                        .reversed())
                .thenComparingInt(storage -> storage.born));
        List<Storage> placed = new ArrayList<>();
        long end = 0;
        for (Storage storage : waiting) {
            long offset = sharing ? lowestFree(storage, placed) : end;
            storage.place(offset);
            placed.add(storage);
            end = Math.max(end, offset + aligned(storage.type.bytes()));
        }
        return end;
    }

    private static long lowestFree(Storage storage, List<Storage> placed) {
        List<Storage> neighbours = placed.stream()
                .filter(storage::overlapsInTime)
                .sorted(Comparator.comparingLong(Storage::offset))
                .toList();
        long offset = 0;
        for (Storage neighbour : neighbours) {
            if (offset + aligned(storage.type.bytes()) <= neighbour.offset()) {
                break;
            }
            offset = Math.max(offset, neighbour.offset() + aligned(neighbour.type.bytes()));
        }
        return offset;
    }

    /** Rounds a size up to the alignment of views. */
    static long aligned(long bytes) {
        return (bytes + Backend.ALIGNMENT - 1) / Backend.ALIGNMENT * Backend.ALIGNMENT;
    }
}
