package io.tidecast.models.audio;

import io.tidecast.models.file.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes WAV files of one channel, PCM of 16 bits. */
public final class WavWriter {
    private static final int HEADER = 44;
    private static final int LOUDEST = 32_767;

    private WavWriter() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param samples in −1 to 1; what lies beyond is cut off
     * @param rate samples a second
     * @throws io.tidecast.core.error.InputException if no file can be made there
     * @throws io.tidecast.core.error.FailureException if the disk is full
     */
    public static void write(Path file, float[] samples, int rate) {
        int bytes = Math.multiplyExact(samples.length, Short.BYTES);
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(HEADER, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        text(out, "RIFF").putInt(HEADER - 8 + bytes);
        text(out, "WAVE");
        text(out, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(rate)
                .putInt(rate * Short.BYTES)
                .putShort((short) Short.BYTES)
                .putShort((short) Short.SIZE);
        text(out, "data").putInt(bytes);
        for (float sample : samples) {
            out.putShort((short) Math.clamp(Math.round(sample * 32_768f), -LOUDEST - 1, LOUDEST));
        }
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, out.flip()));
    }

    private static ByteBuffer text(ByteBuffer out, String text) {
        return out.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
