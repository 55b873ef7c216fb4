package io.tidecast.cli;

import io.tidecast.models.net.GatedWaveNet;
import java.util.Optional;

/** Known configurations of WaveNet. */
enum Preset {
    /** The book's sketch: plain convolutions with ReLU, see {@link io.tidecast.models.net.WaveNet#BOOK}. */
    BOOK,
    /** See {@link GatedWaveNet#PAPER}. */
    PAPER,
    /** See {@link GatedWaveNet#SMALL}. */
    SMALL,
    /** See {@link GatedWaveNet#FORECAST}. */
    FORECAST;

    /** Returns the gated network, or empty where there are no gates. */
    Optional<GatedWaveNet> gated() {
        return switch (this) {
            case BOOK -> Optional.empty();
            case PAPER -> Optional.of(GatedWaveNet.PAPER);
            case SMALL -> Optional.of(GatedWaveNet.SMALL);
            case FORECAST -> Optional.of(GatedWaveNet.FORECAST);
        };
    }

    @Override
    public String toString() {
        return Values.typed(this);
    }
}
