package io.tidecast.models.music;

import io.tidecast.models.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes pieces as standard MIDI files of format 1: a track for the tempo, then one for each voice on a channel of its own.
 * A chord is a sixteenth note; a voice that stays on a note holds it.
 */
public final class MidiFile {
    private static final int TICKS_PER_CHORD = 120;
    private static final int CHORDS_PER_QUARTER = 4;
    private static final int CHANNELS = 16;
    private static final int PERCUSSION = 9;
    private static final int LOUDNESS = 80;
    private static final int NOTE_ON = 0x90;
    private static final int NOTE_OFF = 0x80;

    private MidiFile() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param chordsPerSecond how fast it goes
     * @throws io.tidecast.core.error.InputException if no file can be made there
     */
    public static void write(Path file, Piece piece, double chordsPerSecond) {
        byte[] bytes = bytes(piece, chordsPerSecond);
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    static byte[] bytes(Piece piece, double chordsPerSecond) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(6)
                .putShort((short) 1)
                .putShort((short) (piece.voices() + 1))
                .putShort((short) (TICKS_PER_CHORD * CHORDS_PER_QUARTER));
        chunk(file, "MThd", header.array());
        chunk(file, "MTrk", tempo(chordsPerSecond));
        for (int voice = 0; voice < piece.voices(); voice++) {
            chunk(file, "MTrk", track(piece, voice));
        }
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String kind, byte[] content) {
        file.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        file.writeBytes(content);
    }

    private static byte[] tempo(double chordsPerSecond) {
        int microsecondsPerQuarter = Math.clamp(Math.round(1e6 * CHORDS_PER_QUARTER / chordsPerSecond), 1, 0xFFFFFF);
        ByteArrayOutputStream track = new ByteArrayOutputStream();
        event(
                track,
                0,
                0xFF,
                0x51,
                3,
                microsecondsPerQuarter >> 16,
                microsecondsPerQuarter >> 8,
                microsecondsPerQuarter);
        end(track);
        return track.toByteArray();
    }

    private static byte[] track(Piece piece, int voice) {
        int channel = voice % (CHANNELS - 1);
        channel += channel >= PERCUSSION ? 1 : 0;
        ByteArrayOutputStream track = new ByteArrayOutputStream();
        int told = 0;
        int end;
        for (int chord = 0; chord < piece.chords(); chord = end) {
            end = piece.end(chord, voice);
            int note = piece.note(chord, voice);
            if (note != Piece.SILENCE) {
                event(track, (chord - told) * TICKS_PER_CHORD, NOTE_ON | channel, note, LOUDNESS);
                event(track, (end - chord) * TICKS_PER_CHORD, NOTE_OFF | channel, note, 0);
                told = end;
            }
        }
        end(track);
        return track.toByteArray();
    }

    private static void end(ByteArrayOutputStream track) {
        event(track, 0, 0xFF, 0x2F, 0);
    }

    /** Writes an event so many ticks after the one before; ticks go seven bits to a byte, the highest first. */
    private static void event(ByteArrayOutputStream track, int ticks, int... bytes) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (ticks >>> shift != 0) {
                track.write(0x80 | ticks >>> shift);
            }
        }
        track.write(ticks & 0x7F);
        for (int value : bytes) {
            track.write(value);
        }
    }
}
