package io.tidecast.models.plot;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Colours that grow lighter as values grow, told apart by people with colour blindness and in grey too. */
final class HeatColours {
    private static final int[] STOPS = {0x000004, 0x2C115F, 0x721F81, 0xB73779, 0xF1605D, 0xFEB078, 0xFCFDBF};

    private static final int SHADES = 40;
    private static final int WHITE = 0xFFFFFF;

    private HeatColours() {}

    /** Returns white, then the colours from the least to the most. */
    static List<Integer> palette() {
        return Stream.concat(
                        Stream.of(WHITE), IntStream.range(0, SHADES).mapToObj(shade -> between(shade / (SHADES - 1.0))))
                .toList();
    }

    /** Returns the place in the palette of a value from 0, the least, to 1; what lies beyond gets that of the end. */
    static int of(double part) {
        return 1 + (int) Math.round(Math.clamp(part, 0, 1) * (SHADES - 1));
    }

    private static int between(double part) {
        double place = part * (STOPS.length - 1);
        int before = Math.min((int) place, STOPS.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = STOPS[before] >> shift & 0xFF;
            int to = STOPS[before + 1] >> shift & 0xFF;
            colour |= (int) Math.round(from + (place - before) * (to - from)) << shift;
        }
        return colour;
    }
}
