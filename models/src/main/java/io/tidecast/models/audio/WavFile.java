package io.tidecast.models.audio;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A WAV file whose header has been read; its samples stay on the disk until they are asked for. See Microsoft and IBM,
 * "Multimedia Programming Interface and Data Specifications", 1991, and the {@code WAVEFORMATEXTENSIBLE} that followed.
 *
 * @param path where it is
 * @param encoding how samples are written
 * @param channels how many samples stand side by side
 * @param rate how many of them there are a second
 * @param frames how many there are
 * @param offset of the first, in bytes
 */
record WavFile(Path path, SampleEncoding encoding, int channels, int rate, long frames, long offset) {
    private static final int MOST_CHANNELS = 64;
    private static final int FASTEST = 768_000;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final long UNKNOWN_LENGTH = 0xFFFF_FFFFL;
    private static final int HEADER = 12;
    private static final int CHUNK = 8;
    private static final int FORMAT = 16;
    private static final int EXTENDED_FORMAT = 40;
    private static final int TAG_WITHIN_EXTENSION = 24;

    /**
     * Reads the header.
     *
     * @throws InputException if the file is missing, no WAV, truncated, empty, or in a codec that is not read
     */
    static WavFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new Header(path, channel).read();
        } catch (NoSuchFileException e) {
            throw new InputException(path + ": there is no such file", e);
        } catch (IOException e) {
            throw new FailureException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads samples, the mean of all channels.
     *
     * @param from the first, counted from 0
     * @param count how many, all within the file
     */
    float[] read(long from, int count) {
        int frameBytes = channels * encoding.bytes();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, frameBytes)).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            fill(channel, bytes, offset + from * frameBytes);
        } catch (IOException e) {
            throw new FailureException(path + ": cannot be read: " + e.getMessage(), e);
        }
        if (bytes.hasRemaining()) {
            throw new InputException(path + ": has become shorter while it was read; let nothing write to it");
        }
        bytes.flip();
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += encoding.read(bytes);
            }
            samples[i] = sum / channels;
            if (!Float.isFinite(samples[i])) {
                throw new InputException(path + ": sample " + (from + i) + " is " + samples[i]
                        + ", expected finite numbers; write the file anew or leave it out");
            }
        }
        return samples;
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                return;
            }
        }
    }

    /** Goes through the chunks at the beginning of a file. */
    private record Header(Path path, FileChannel channel) {
        WavFile read() throws IOException {
            long size = channel.size();
            if (size == 0) {
                throw new InputException(path + ": is empty; expected a WAV file: fetch it again or leave it out");
            }
            ByteBuffer head = bytes(0, HEADER, "the header");
            String container = text(head, 0);
            if (!container.equals("RIFF") || !text(head, 8).equals("WAVE")) {
                throw new InputException(path + ": is not a WAV file: it begins with '" + container + "'"
                        + kind(container) + ", expected 'RIFF' and 'WAVE'; convert it to WAV first");
            }
            ByteBuffer format = ByteBuffer.allocate(0);
            long position = HEADER;
            while (position + CHUNK <= size) {
                ByteBuffer chunk = bytes(position, CHUNK, "a chunk's head");
                String name = text(chunk, 0);
                long length = Integer.toUnsignedLong(chunk.getInt(4));
                position += CHUNK;
                if (name.equals("fmt ")) {
                    format = bytes(position, (int) Math.min(length, EXTENDED_FORMAT), "the chunk 'fmt '");
                } else if (name.equals("data")) {
                    return of(format, position, length, size - position);
                }
                position += length + (length & 1);
            }
            throw new InputException(path + ": has no samples: found no chunk 'data' in its " + size
                    + " bytes; it is truncated or damaged: fetch it again or leave it out");
        }

        /** Returns what files are called that begin with some text, behind a comma, where that is known. */
        private static String kind(String beginning) {
            return switch (beginning) {
                case "fLaC" -> ", as FLAC does";
                case "OggS" -> ", as Ogg does";
                case "FORM" -> ", as AIFF does";
                case "RIFX", "RF64" -> ", a kind of WAV that is not read";
                default -> beginning.startsWith("ID3") ? ", as MP3 does" : "";
            };
        }

        private WavFile of(ByteBuffer format, long offset, long stated, long there) {
            if (format.limit() < FORMAT) {
                throw new InputException(
                        path + ": has no whole chunk 'fmt ' before its samples; it is damaged: fetch it"
                                + " again or leave it out");
            }
            int tag = Short.toUnsignedInt(format.getShort(0));
            int codec = tag == EXTENSIBLE && format.limit() >= TAG_WITHIN_EXTENSION + 2
                    ? Short.toUnsignedInt(format.getShort(TAG_WITHIN_EXTENSION))
                    : tag;
            int channels = Short.toUnsignedInt(format.getShort(2));
            int rate = format.getInt(4);
            int bits = Short.toUnsignedInt(format.getShort(14));
            SampleEncoding encoding = SampleEncoding.of(codec, Math.ceilDiv(bits, Byte.SIZE))
                    .orElseThrow(() -> new InputException(path + ": is in " + SampleEncoding.name(codec)
                            + (bits == 0 ? "" : " of " + bits + " bits")
                            + "; expected PCM of 8, 16, 24 or 32 bits, float of 32 or 64, µ-law or A-law: convert"
                            + " it, for instance to PCM of 16 bits"));
            require("channels", channels, MOST_CHANNELS);
            require("samples a second", rate, FASTEST);
            long length = stated == UNKNOWN_LENGTH ? there : stated;
            if (length > there) {
                throw new InputException(path + ": is truncated: its header says " + length
                        + " bytes of samples, there are " + there + "; fetch it again or leave it out");
            }
            long frames = length / ((long) channels * encoding.bytes());
            if (frames == 0) {
                throw new InputException(path + ": has a length of zero samples; leave it out");
            }
            return new WavFile(path, encoding, channels, rate, frames, offset);
        }

        private void require(String what, int found, int most) {
            if (found < 1 || found > most) {
                throw new InputException(path + ": " + what + ": found " + found + ", expected 1 to " + most
                        + "; the file is damaged: fetch it again or leave it out");
            }
        }

        private ByteBuffer bytes(long position, int count, String what) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, bytes, position);
            if (bytes.hasRemaining()) {
                throw new InputException(path + ": is truncated: it ends within " + what + ", after " + channel.size()
                        + " bytes; fetch it again or leave it out");
            }
            return bytes.flip();
        }

        private static String text(ByteBuffer bytes, int at) {
            StringBuilder text = new StringBuilder();
            for (int i = at; i < at + 4; i++) {
                char letter = (char) (bytes.get(i) & 0xFF);
                text.append(letter >= ' ' && letter < 0x7F ? letter : '?');
            }
            return text.toString();
        }
    }
}
