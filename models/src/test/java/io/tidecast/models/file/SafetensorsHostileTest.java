package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHostileTest {
    @TempDir
    private Path folder;

    /** Each header stands before sixteen bytes of data. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]},'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | the name \"a\" stands twice in one object",
                "{'__metadata__':{'k':'v','k':'w'},'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | the name \"k\" stands twice",
                "{'a':{'dtype':'F32','dtype':'F32','shape':[4],'data_offsets':[0,16]}} | the name \"dtype\" stands twice",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[3],'data_offsets':[4,16]}} | tensor \"b\" begins at byte 4 of the data; expected 8",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]},'b':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | tensor \"b\" begins at byte 0 of the data; expected 16",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}} | tensor \"b\" begins at byte 8 of the data; expected 4",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[4,16]}} | tensor \"a\" begins at byte 4 of the data; expected 0",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | the tensors end at byte 12 of the data, the file at 16",
                "{} | the tensors end at byte 0 of the data, the file at 16",
                "{'a':{'dtype':'F32','shape':[5],'data_offsets':[0,20]}} | a.data_offsets[1] is the number 20; expected a whole number from 0 to 16",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[16,0]}} | a.data_offsets[1] is the number 0; expected a whole number from 16 to 16",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[-16,0]}} | a.data_offsets[0] is the number -16",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16,16]}} | a.data_offsets is an array of 3; expected the two offsets",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0.0,16]}} | a.data_offsets[0] is the number 0.0",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,18446744073709551632]}} | a.data_offsets[1] is the number 18446744073709551632",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,16]}} | a.data_offsets span 16 bytes; expected 12 for F32[3]",
                "{'a':{'dtype':'F64','shape':[4],'data_offsets':[0,16]}} | a.data_offsets span 16 bytes; expected 32 for F64[4]",
                "{'a':{'dtype':'F32','shape':[-4],'data_offsets':[0,16]}} | a.shape[0] is the number -4",
                "{'a':{'dtype':'F32','shape':[-2,-2],'data_offsets':[0,16]}} | a.shape[0] is the number -2",
                "{'a':{'dtype':'F32','shape':[2147483648],'data_offsets':[0,16]}} | a.shape[0] is the number 2147483648",
                "{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,16]}} | expected a tensor of less than 2 GiB",
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647,4,0],'data_offsets':[0,0]}} | expected a tensor of less than 2 GiB",
                "{'a':{'dtype':'F32','shape':[1000000000],'data_offsets':[0,16]}} | expected a tensor of less than 2 GiB",
                "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4],'data_offsets':[0,16]}} | expected at most 16 dimensions",
                "{'a':{'dtype':'F32','shape':4,'data_offsets':[0,16]}} | a.shape is the number 4; expected an array",
                "{'a':{'dtype':'BF16','shape':[8],'data_offsets':[0,16]}} | a.dtype is the text \"BF16\"; expected F32, F64 or I32",
                "{'a':{'dtype':'f32','shape':[4],'data_offsets':[0,16]}} | a.dtype is the text \"f32\"",
                "{'a':{'shape':[4],'data_offsets':[0,16]}} | a.dtype is missing; found shape, data_offsets",
                "{'a':{'dtype':'F32','data_offsets':[0,16]}} | a.shape is missing",
                "{'a':{'dtype':'F32','shape':[4]}} | a.data_offsets is missing",
                "{'a':[0,16]} | a is an array of 2; expected an object",
                "{'a':null} | null",
                "{'__metadata__':{'k':1},'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | __metadata__.k is the number 1; expected a text",
                "{'__metadata__':'x','a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | __metadata__ is the text \"x\"; expected an object",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}x | not valid JSON",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}{} | text after the end",
                "{'a':{'dtype':'F32','shape':[4],'data_off | not valid JSON",
                "` {}` | the header does not begin with {",
                "[] | the header does not begin with {",
            })
    void saysWhatIsWrongWithAHeader(String header, String expected) throws IOException {
        assertRefused(file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 16), expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0, 1, 100_000_001, 1L << 40})
    void refusesHeaderLengthsOutsideTheFormat(long length) throws IOException {
        byte[] bytes = withLength(length, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertRefused(bytes, "the header is said to have " + Long.toUnsignedString(length) + " bytes");
    }

    @Test
    void refusesAHeaderLongerThanTheFile() throws IOException {
        byte[] bytes = withLength(1000, "{}".getBytes(StandardCharsets.UTF_8), 16);
        assertRefused(bytes, "the header is said to have 1000 bytes, but the file has only 18 more");
    }

    @Test
    void refusesHeadersThatAreNoText() throws IOException {
        assertRefused(file(new byte[] {'{', (byte) 0xc3, (byte) 0x28, '}'}, 0), "not text in UTF-8");
    }

    @Test
    void refusesHeadersBuiltToExhaustTheReader() throws IOException {
        assertRefused(file("{\"a\":".repeat(1_000_000).getBytes(StandardCharsets.UTF_8), 0), "too deep");
        String flood = "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,0],\"shape\":[0" + ",0".repeat(2_000_000) + "]}}";
        assertRefused(file(flood.getBytes(StandardCharsets.UTF_8), 0), "too large");
    }

    @Test
    void refusesOtherFiles() throws IOException {
        assertRefused(new byte[0], "the file is empty");
        assertRefused(new byte[] {1, 2, 3}, "the file has 3 bytes");
        assertRefused("time,rail,bus\n2019-01-01,1,2\n".getBytes(StandardCharsets.UTF_8), "not a model file");
        assertRefused(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0}, "not a model file");
        assertRefused(new byte[4096], "not a model file");
        Path missing = folder.resolve("missing.safetensors");
        String e = Faults.ofInput(() -> Safetensors.read(missing));
        assertEquals(missing + ": there is no such file; expected a model file", e);
        String isFolder = Faults.ofInput(() -> Safetensors.read(folder));
        assertEquals(folder + ": is not a file; expected a model file", isFolder);
    }

    @Test
    void refusesWhatDoesNotFitIntoMemoryBeforeAskingForIt() throws IOException {
        long tensors = Runtime.getRuntime().maxMemory() / (1L << 30) + 2;
        StringBuilder header = new StringBuilder("{");
        for (long i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"t%d\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
                            .formatted(i, 1 << 28, i << 30, (i + 1) << 30));
        }
        byte[] opening = file(header.append('}').toString().getBytes(StandardCharsets.UTF_8), 0);
        Path sparse = Files.write(folder.resolve("sparse.safetensors"), opening);
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(opening.length + (tensors << 30));
        }
        String e = Faults.ofInput(() -> Safetensors.read(sparse));
        assertTrue(e.contains("more than the memory of"), e);
    }

    @Test
    void refusesOtherFormatsAndNewerVersions() {
        FormatMarker marker = new FormatMarker("tidecast-model", 2);
        assertEquals(2, marker.require("m", Map.of("format", "tidecast-model", "format_version", "2")));
        assertEquals(1, marker.require("m", Map.of("format", "tidecast-model", "format_version", "1")));
        assertMarkerRefused(
                marker,
                Map.of("format", "tidecast-model", "format_version", "3"),
                "m: written in version 3 of its format; this program reads up to 2; use a newer Tidecast");
        assertMarkerRefused(
                marker,
                Map.of("format", "tidecast-model", "format_version", "99999999999"),
                "m: the version of its format is \"99999999999\"; expected a whole number from 1");
        assertMarkerRefused(
                marker,
                Map.of("format", "tidecast-model"),
                "m: the version of its format is missing; expected a whole number from 1");
        assertMarkerRefused(
                marker,
                Map.of("format", "pt"),
                "m: its format is \"pt\"; expected \"tidecast-model\", as this program writes it");
        assertMarkerRefused(
                marker, Map.of(), "m: its format is not named; expected \"tidecast-model\", as this program writes it");
    }

    private static void assertMarkerRefused(FormatMarker marker, Map<String, String> metadata, String message) {
        String e = Faults.ofInput(() -> marker.require("m", metadata));
        assertEquals(message, e);
    }

    private void assertRefused(byte[] bytes, String expected) throws IOException {
        Path file = Files.write(folder.resolve("hostile.safetensors"), bytes);
        String e = Faults.ofInput(() -> Safetensors.read(file));
        assertTrue(e.startsWith(file.toString()) && e.contains(expected), e);
        assertEquals(1, e.lines().count());
        assertTrue(e.length() < file.toString().length() + 400, e);
    }

    private static byte[] file(byte[] header, int dataBytes) {
        return withLength(header.length, header, dataBytes);
    }

    private static byte[] withLength(long length, byte[] header, int dataBytes) {
        return ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .array();
    }
}
