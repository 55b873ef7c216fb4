package io.tidecast.models.plot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pixels of up to 256 colours, as they are kept in a PNG file; see RFC 2083. */
final class Picture {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int COMPRESSED_AT_ONCE = 1 << 16;

    private final int width;
    private final int height;
    private final List<Integer> palette;
    private final byte[] pixels;

    /**
     * Makes a picture of the first colour alone.
     *
     * @param palette the colours, each red, green and blue from the highest byte to the lowest
     */
    Picture(int width, int height, List<Integer> palette) {
        this.width = width;
        this.height = height;
        this.palette = List.copyOf(palette);
        pixels = new byte[Math.multiplyExact(width, height)];
    }

    /**
     * Sets a pixel.
     *
     * @param y counted downwards
     * @param colour its place in the palette
     */
    void set(int x, int y, int colour) {
        pixels[y * width + x] = (byte) colour;
    }

    /** Returns the file. */
    byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header());
        chunk(out, "PLTE", colours());
        chunk(out, "IDAT", compressed());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private byte[] header() {
        int bits = 8;
        int byPalette = 3;
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) byPalette)
                .array();
    }

    private byte[] colours() {
        ByteBuffer colours = ByteBuffer.allocate(3 * palette.size());
        for (int colour : palette) {
            colours.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
        }
        return colours.array();
    }

    /** A byte before each row says that it is written as it is. */
    private byte[] compressed() {
        ByteBuffer rows = ByteBuffer.allocate(Math.multiplyExact(height, 1 + width));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0).put(pixels, y * width, width);
        }
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(rows.flip());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[COMPRESSED_AT_ONCE];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
