package io.tidecast.models.music;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenMusicTest {
    /** The first voice holds a note and moves on; the second rests for two chords. */
    private static final Piece PIECE = new Piece("piece", 2, List.of(69, 0, 69, 0, 71, 45));

    @Test
    void midiHoldsNotesAndCountsRests() {
        String expected = "4d546864 00000006 0001 0003 01e0"
                + "4d54726b 0000000b 00ff5103 07a120 00ff2f00"
                + "4d54726b 00000015 00904550 8170 804500 00904750 78 804700 00ff2f00"
                + "4d54726b 0000000d 8170 912d50 78 812d00 00ff2f00";
        assertArrayEquals(HexFormat.of().parseHex(expected.replace(" ", "")), MidiFile.bytes(PIECE, 8));
    }

    @Test
    void aNoteSoundsAtItsPitch() {
        Piece piece = new Piece("a", 1, List.of(69, 69, 0, 0));
        float[] samples = Synthesiser.samples(piece, 4, 8_000);
        assertEquals(8_000, samples.length);
        int rises = 0;
        for (int i = 1; i < 4_000; i++) {
            rises += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
        }
        assertEquals(220, rises, 2);
        for (int i = 4_000; i < samples.length; i++) {
            assertEquals(0, samples[i]);
        }
        assertEquals(880, Synthesiser.hertz(81), 1e-9);
    }

    @Test
    void allVoicesTogetherStayWithinBounds() {
        Piece piece = new Piece("loud", 4, List.of(60, 60, 60, 60, 60, 60, 60, 60));
        float[] samples = Synthesiser.samples(piece, 2, 8_000);
        double loudest = 0;
        for (float sample : samples) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        assertTrue(loudest > 0.3 && loudest <= 1, loudest + "");
    }
}
