package io.tidecast.cli;

import io.tidecast.models.net.GatedWaveNet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Known configurations of WaveNet. */
enum Preset {
    /** The book's sketch: plain convolutions with ReLU, see {@link io.tidecast.models.net.WaveNet#BOOK}. */
    BOOK,
    /** Three stacks of dilations 1 to 512 with 64 residual and 128 skip channels: it sees 3,070 samples. */
    PAPER,
    /** Two stacks of dilations 1 to 256 with 32 residual and 128 skip channels: it sees 1,023 samples. */
    SMALL,
    /** Gates for series: two stacks of dilations 1 to 16 with 32 channels; it sees 63 steps. */
    FORECAST;

    /** Returns the gated network, or empty where there are no gates. */
    Optional<GatedWaveNet> gated() {
        return switch (this) {
            case BOOK -> Optional.empty();
            case PAPER -> Optional.of(new GatedWaveNet(64, 128, 2, powers(512), 3));
            case SMALL -> Optional.of(new GatedWaveNet(32, 128, 2, powers(256), 2));
            case FORECAST -> Optional.of(new GatedWaveNet(32, 32, 2, powers(16), 2));
        };
    }

    private static List<Integer> powers(int most) {
        return IntStream.iterate(1, dilation -> dilation <= most, dilation -> 2 * dilation)
                .boxed()
                .toList();
    }

    @Override
    public String toString() {
        return Values.typed(this);
    }
}
