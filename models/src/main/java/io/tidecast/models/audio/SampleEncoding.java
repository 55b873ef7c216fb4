package io.tidecast.models.audio;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** How a WAV file writes a sample; all are read as numbers from −1 to 1. */
enum SampleEncoding {
    /** Whole numbers from 0 to 255, with 128 for silence. */
    PCM_8(1, 1),
    /** Whole numbers of 16 bits. */
    PCM_16(1, 2),
    /** Whole numbers of 24 bits. */
    PCM_24(1, 3),
    /** Whole numbers of 32 bits. */
    PCM_32(1, 4),
    /** Numbers of single precision. */
    FLOAT_32(3, 4),
    /** Numbers of double precision. */
    FLOAT_64(3, 8),
    /** Eight bits by the A-law of ITU-T G.711. */
    A_LAW(6, 1),
    /** Eight bits by the µ-law of ITU-T G.711. */
    MU_LAW(7, 1);

    private static final int BIAS = 0x84;

    private final int tag;
    private final int bytes;

    SampleEncoding(int tag, int bytes) {
        this.tag = tag;
        this.bytes = bytes;
    }

    /** Returns how many bytes a sample takes. */
    int bytes() {
        return bytes;
    }

    /** Returns the encoding of a format tag and a sample's bytes, or empty where it is none that is read. */
    static Optional<SampleEncoding> of(int tag, int bytes) {
        for (SampleEncoding encoding : values()) {
            if (encoding.tag == tag && encoding.bytes == bytes) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    /** Returns what a format tag is called. */
    static String name(int tag) {
        return switch (tag) {
            case 0x0001 -> "PCM";
            case 0x0002 -> "Microsoft ADPCM";
            case 0x0003 -> "IEEE float";
            case 0x0006 -> "A-law";
            case 0x0007 -> "µ-law";
            case 0x0011 -> "IMA ADPCM";
            case 0x0031 -> "GSM 6.10";
            case 0x0050 -> "MPEG";
            case 0x0055 -> "MP3";
            case 0x00FF -> "AAC";
            case 0x2000 -> "AC-3";
            default -> String.format(Locale.ROOT, "format tag 0x%04X", tag);
        };
    }

    /** Reads the next sample of little-endian bytes. */
    float read(ByteBuffer from) {
        return switch (this) {
            case PCM_8 -> ((from.get() & 0xFF) - 128) / 128f;
            case PCM_16 -> from.getShort() / 32_768f;
            case PCM_24 -> ((from.get() & 0xFF) | (from.get() & 0xFF) << 8 | from.get() << 16) / 8_388_608f;
            case PCM_32 -> (float) (from.getInt() / 2_147_483_648.0);
            case FLOAT_32 -> from.getFloat();
            case FLOAT_64 -> (float) from.getDouble();
            case A_LAW -> aLaw(from.get() ^ 0x55) / 32_768f;
            case MU_LAW -> muLaw(~from.get()) / 32_768f;
        };
    }

    private static int muLaw(int code) {
        int size = ((((code & 0x0F) << 3) + BIAS) << (code >> 4 & 7)) - BIAS;
        return (code & 0x80) == 0 ? size : -size;
    }

    private static int aLaw(int code) {
        int exponent = code >> 4 & 7;
        int mantissa = (code & 0x0F) << 4;
        int size = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
        return (code & 0x80) == 0 ? -size : size;
    }
}
