package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import java.util.List;

/**
 * The memory that a plan's locations refer to once a program is made.
 *
 * @param base where the plan's offsets begin within the slab, in bytes
 * @param handed what {@link Location.Handed} refers to
 */
record Frame(Backend backend, Buffer slab, long base, VariableStore variables, List<Buffer> handed) {
    Buffer resolve(Location location) {
        return switch (location.place()) {
            case Location.InSlab inSlab -> backend.view(slab, base + inSlab.offset(), location.type());
            case Location.InVariable inVariable -> variables.view(inVariable.variable(), location.type());
            case Location.Handed inHand -> handed.get(inHand.position());
        };
    }

    List<Buffer> resolve(List<Location> locations) {
        return locations.stream().map(this::resolve).toList();
    }

    Frame inner(long offset, List<Buffer> arguments) {
        return new Frame(backend, slab, base + offset, variables, arguments);
    }

    Kernel link(List<? extends Step> steps) {
        return backend.link(steps.stream().map(step -> step.bind(this)).toList());
    }
}
