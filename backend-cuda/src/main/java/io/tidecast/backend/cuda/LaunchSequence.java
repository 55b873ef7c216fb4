package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Launches one after the other, in the memory of some slabs that must be open. */
final class LaunchSequence implements Kernel {
    private final Device device;
    private final List<Launch> launches;
    private final List<Slab> slabs;
    private final Slab owner;
    private PreparedLaunch[] prepared = {};

    /**
     * @param slabs where the launches read and write
     * @param owner the program's own slab, with which goes what is made for the launches
     */
    LaunchSequence(Device device, List<Launch> launches, List<Slab> slabs, Slab owner) {
        this.device = device;
        this.launches = List.copyOf(launches);
        this.slabs = List.copyOf(slabs);
        this.owner = owner;
    }

    /** Returns this sequence and then another, neighbours that can be one made one. */
    LaunchSequence then(LaunchSequence next) {
        List<Launch> joined = new ArrayList<>(launches);
        for (Launch launch : next.launches) {
            if (joined.isEmpty()) {
                joined.add(launch);
            } else {
                joined.getLast()
                        .merging()
                        .join(launch)
                        .ifPresentOrElse(both -> joined.set(joined.size() - 1, both), () -> joined.add(launch));
            }
        }
        Set<Slab> all = new LinkedHashSet<>(slabs);
        all.addAll(next.slabs);
        return new LaunchSequence(device, joined, List.copyOf(all), owner);
    }

    /** Returns a kernel that does the same with one call of the driver, if that is worth making. */
    Kernel captured() {
        return launches.size() < 2 ? this : LaunchGraph.of(device, prepare(), slabs, owner);
    }

    @Override
    public void run() {
        requireOpen(slabs);
        device.enter();
        if (prepared.length < launches.size()) {
            prepared = prepare();
        }
        for (PreparedLaunch launch : prepared) {
            device.health().running(launch.label());
            launch.enqueue(device.stream());
        }
    }

    private PreparedLaunch[] prepare() {
        return launches.stream()
                .map(launch -> new PreparedLaunch(device, launch))
                .toArray(PreparedLaunch[]::new);
    }

    static void requireOpen(List<Slab> slabs) {
        for (int i = 0; i < slabs.size(); i++) {
            slabs.get(i).requireOpen();
        }
    }
}
