package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.InputException;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with random damage is either read, with everything in it accounted for, or refused in one line. */
class SafetensorsMutationTest {
    private static final int TRIALS = 4000;

    @TempDir
    private Path folder;

    @Test
    void damageIsReadOrRefused() throws IOException {
        byte[] valid = validFile();
        int headerEnd = Long.BYTES
                + (int) ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong();
        SplittableRandom random = new SplittableRandom(20_25);
        Path file = folder.resolve("damaged.safetensors");
        int read = 0;
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] damaged = damage(valid, headerEnd, random);
            Files.write(file, damaged);
            try {
                Safetensors content = Safetensors.read(file);
                assertAllAccountedFor(content, damaged);
                read++;
            } catch (InputException e) {
                String message = String.valueOf(e.getMessage());
                assertTrue(message.startsWith(file.toString()), message);
                assertEquals(1, message.lines().count(), message);
                refused++;
            }
        }
        assertTrue(read > TRIALS / 20 && refused > TRIALS / 2, "read " + read + ", refused " + refused);
    }

    private byte[] validFile() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("conv/kernel", Tensor.filled(TensorType.f32(4, 1, 3), 0.5));
        tensors.put("conv/bias", Tensor.filled(TensorType.f32(3), 0));
        tensors.put("level", Tensor.filled(TensorType.f64(2), 1e9));
        tensors.put("step", Tensor.filled(TensorType.i32(), 7));
        Path file = folder.resolve("valid.safetensors");
        Safetensors.of(tensors, Map.of("format", "tidecast-model", "config", "{\"filters\":3}"))
                .write(file);
        return Files.readAllBytes(file);
    }

    private static byte[] damage(byte[] valid, int headerEnd, SplittableRandom random) {
        byte[] bytes = valid.clone();
        int changes = 1 + random.nextInt(2) * random.nextInt(3);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(random.nextInt(5) == 0 ? bytes.length : Math.min(headerEnd, bytes.length));
            bytes = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(bytes, at + 1);
                case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
                case 2 -> without(bytes, at, 1 + random.nextInt(8));
                case 3 -> repeating(bytes, at, 1 + random.nextInt(60));
                case 4 -> replaced(bytes, at, (byte) random.nextInt(256));
                case 5 -> replaced(bytes, at, (byte) ('0' + random.nextInt(10)));
                case 6 -> replaced(bytes, at, (byte) "{}[]\",:-.eE \\\n".charAt(random.nextInt(14)));
                default -> replaced(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
            };
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        int kept = Math.min(bytes.length, at + count);
        byte[] shorter = Arrays.copyOf(bytes, Math.max(1, bytes.length - (kept - at)));
        System.arraycopy(bytes, kept, shorter, Math.min(at, shorter.length), bytes.length - kept);
        return shorter;
    }

    private static byte[] repeating(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + (end - at));
        System.arraycopy(bytes, at, longer, end, bytes.length - at);
        return longer;
    }

    private static void assertAllAccountedFor(Safetensors content, byte[] bytes) {
        long headerLength =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long dataBytes = content.tensors().values().stream()
                .mapToLong(tensor -> tensor.type().bytes())
                .sum();
        assertEquals(bytes.length, Long.BYTES + headerLength + dataBytes);
    }
}
