package io.tidecast.backend.cuda;

import java.util.Optional;

/** Whether a launch can do the next one's work along with its own. */
@FunctionalInterface
interface Merging {
    Merging NONE = _ -> Optional.empty();

    /** Returns the one launch that does both, if there is one. */
    Optional<Launch> join(Launch next);
}
