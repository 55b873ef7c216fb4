package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    /** What Python's {@code safetensors.numpy.save} (0.8.0) makes of five arrays and two texts. */
    private static final String BY_PYTHON = """
            5801000000000000
            {"__metadata__":{"note":"grün","format":"pt"},"d":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},\
            "empty":{"dtype":"F32","shape":[0,4],"data_offsets":[16,16]},\
            "scalar":{"dtype":"F32","shape":[],"data_offsets":[16,20]},\
            "w":{"dtype":"F32","shape":[2,3],"data_offsets":[20,44]},\
            "labels":{"dtype":"I32","shape":[2],"data_offsets":[44,52]}}\s\s\s\s\s\s
            9a9999999999b93f0000000000000040000020400000c03f000000c000005040cdcccc3d6042a20d0000008007000000ffffffff""";

    @TempDir
    private Path folder;

    @Test
    void readsWhatPythonWrites() throws IOException {
        String[] lines = BY_PYTHON.split("\n", -1);
        ByteBuffer bytes = ByteBuffer.allocate(404)
                .put(HexFormat.of().parseHex(lines[0]))
                .put(lines[1].getBytes(StandardCharsets.UTF_8))
                .put(HexFormat.of().parseHex(lines[2]));
        Safetensors read = Safetensors.read(Files.write(folder.resolve("python.safetensors"), bytes.array()));
        assertEquals(Map.of("note", "grün", "format", "pt"), read.metadata());
        assertEquals(
                List.of("d", "empty", "scalar", "w", "labels"),
                List.copyOf(read.tensors().keySet()));
        assertTensor(TensorType.f64(2), read, "d", 0.1, 2.0);
        assertTensor(TensorType.f32(0, 4), read, "empty");
        assertTensor(TensorType.f32(), read, "scalar", 2.5);
        assertTensor(TensorType.f32(2, 3), read, "w", 1.5, -2.0, 3.25, 0.1f, 1e-30f, -0.0);
        assertTensor(TensorType.i32(2), read, "labels", 7, -1);
    }

    private static void assertTensor(TensorType type, Safetensors read, String name, double... elements) {
        Tensor tensor = read.tensors().getOrDefault(name, Tensor.zeros(TensorType.f32()));
        assertEquals(type, tensor.type());
        assertArrayEquals(elements, tensor.doubles());
    }

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", Tensor.of(new float[] {1.5f}, 1));
        tensors.put("b", Tensor.of(new double[] {0.1}));
        Path file = folder.resolve("m.safetensors");
        Safetensors.of(tensors, Map.of("k", "v")).write(file);
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                        + "\"b\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}";
        int padded = Math.ceilDiv(header.length(), 8) * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put((header + " ".repeat(padded - header.length())).getBytes(StandardCharsets.UTF_8))
                .putDouble(0.1)
                .putFloat(1.5f);
        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @Test
    void readsWhatItWrote() {
        Random random = new Random(5);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("gru/kernel", Tensor.gaussian(TensorType.f32(20, 60), 1, random));
        tensors.put("step", Tensor.of(new int[] {Integer.MIN_VALUE}));
        tensors.put("läge", Tensor.gaussian(TensorType.f64(3, 1, 7), 1e300, random));
        tensors.put("long", Tensor.gaussian(TensorType.f32(100_003), 1, random));
        tensors.put("empty", Tensor.zeros(TensorType.f32(0)));
        tensors.put("odd", Tensor.of(new float[] {Float.NaN, Float.NEGATIVE_INFINITY, -0.0f, Float.MIN_VALUE}, 2, 2));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "last, yet first");
        metadata.put("config", "{\"filters\":20}\n\t\u0001\uD83C\uDF0A");
        metadata.put("", "");
        Safetensors content = Safetensors.of(tensors, metadata);
        Path file = folder.resolve("m.safetensors");
        content.write(file);
        Safetensors read = Safetensors.read(file);
        assertEquals(
                List.copyOf(metadata.entrySet()), List.copyOf(read.metadata().entrySet()));
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
        tensors.forEach((name, tensor) -> {
            Tensor same = read.tensors().getOrDefault(name, Tensor.zeros(TensorType.f32()));
            assertEquals(tensor.type(), same.type());
            assertEquals(-1, tensor.segment().mismatch(same.segment()), name);
        });
    }

    @Test
    void writesAndReadsNothing() {
        Path file = folder.resolve("m.safetensors");
        Safetensors.of(Map.of(), Map.of()).write(file);
        assertEquals(Safetensors.of(Map.of(), Map.of()), Safetensors.read(file));
    }

    @Test
    void refusesTheNameKeptForTheTexts() {
        Map<String, Tensor> tensors = Map.of("__metadata__", Tensor.of(new float[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Safetensors.of(tensors, Map.of()).write(folder.resolve("m")));
        assertThrows(
                IllegalArgumentException.class,
                () -> Safetensors.of(Map.of("deep", Tensor.zeros(TensorType.f32(new int[17]))), Map.of())
                        .write(folder.resolve("m")));
    }
}
