package io.tidecast.models.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavFileTest {
    @TempDir
    private Path folder;

    /** Writes a header and samples by hand, with a chunk of odd length before them. */
    private Path file(int tag, int channels, int bits, boolean extensible, byte[] samples) throws IOException {
        int format = extensible ? 40 : 16;
        ByteBuffer out = ByteBuffer.allocate(12 + 8 + 4 + 8 + format + 8 + samples.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(out.capacity() - 8);
        out.put("WAVELIST".getBytes(StandardCharsets.US_ASCII)).putInt(3).put(new byte[4]);
        out.put("fmt ".getBytes(StandardCharsets.US_ASCII)).putInt(format);
        out.putShort((short) (extensible ? 0xFFFE : tag))
                .putShort((short) channels)
                .putInt(8000);
        out.putInt(8000 * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits);
        if (extensible) {
            out.putShort((short) 22)
                    .putShort((short) bits)
                    .putInt(0)
                    .putShort((short) tag)
                    .put(new byte[14]);
        }
        out.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(samples.length)
                .put(samples);
        return Files.write(folder.resolve("sound.wav"), out.array());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, '00 80 c0', -1 0 0.5",
        "1, 16, '00 80 00 00 00 40', -1 0 0.5",
        "1, 24, '00 00 80 00 00 00 00 00 40', -1 0 0.5",
        "1, 32, '00 00 00 80 00 00 00 00 00 00 00 40', -1 0 0.5",
        "3, 32, '00 00 80 bf 00 00 00 00 00 00 00 3f', -1 0 0.5",
        "3, 64, '00 00 00 00 00 00 f0 bf 00 00 00 00 00 00 00 00 00 00 00 00 00 00 e0 3f', -1 0 0.5",
        "7, 8, '00 ff 80 7f', -0.98034668 0 0.98034668 0",
        "6, 8, '2a aa d5 55', -0.984375 0.984375 0.00024414 -0.00024414"
    })
    void everyEncodingIsRead(int tag, int bits, String hex, String expected) throws IOException {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        String[] values = expected.split(" ", -1);
        for (boolean extensible : new boolean[] {false, true}) {
            WavFile wav = WavFile.open(file(tag, 1, bits, extensible, bytes));
            assertEquals(values.length, wav.frames());
            float[] samples = wav.read(0, values.length);
            for (int i = 0; i < values.length; i++) {
                assertEquals(Double.parseDouble(values[i]), samples[i], 1e-7, "sample " + i);
            }
        }
    }

    @Test
    void channelsAreMixedDown() throws IOException {
        WavFile wav = WavFile.open(file(1, 2, 8, false, new byte[] {(byte) 0x80, (byte) 0xC0, 0x00, (byte) 0x80}));
        assertArrayEquals(new float[] {0.25f, -0.5f}, wav.read(0, 2));
        assertArrayEquals(new float[] {-0.5f}, wav.read(1, 1));
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("written.wav");
        WavWriter.write(file, new float[] {0, 0.5f, -1, 2}, 16_000);
        WavFile wav = WavFile.open(file);
        assertEquals(16_000, wav.rate());
        assertArrayEquals(new float[] {0, 0.5f, -1, 32_767 / 32_768f}, wav.read(0, 4));
    }

    private String fault(Path file) {
        String message =
                assertThrows(InputException.class, () -> WavFile.open(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }

    @Test
    void faultsSayWhatWasFound() throws IOException {
        assertTrue(fault(folder.resolve("none.wav")).contains("no such file"));
        assertTrue(fault(Files.writeString(folder.resolve("a.wav"), "ID3 something else"))
                .contains("'ID3 '"));
        assertTrue(fault(Files.write(folder.resolve("b.wav"), new byte[0])).contains("is empty"));
        assertTrue(fault(file(0x55, 1, 16, false, new byte[4])).contains("is in MP3 of 16 bits"));
        assertTrue(fault(file(1, 1, 16, false, new byte[0])).contains("length of zero"));
        Path whole = file(1, 1, 16, false, new byte[40]);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(bytes, bytes.length - 10));
        assertTrue(fault(cut).contains("says 40 bytes of samples, there are 30"));
        assertTrue(fault(Files.write(cut, Arrays.copyOf(bytes, 30))).contains("truncated"));
    }
}
