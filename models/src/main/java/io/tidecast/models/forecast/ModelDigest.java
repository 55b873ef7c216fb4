package io.tidecast.models.forecast;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** A short text that two models have in common only where they forecast alike: how they were trained does not matter. */
public final class ModelDigest {
    private ModelDigest() {}

    /** Returns the SHA-256 of architecture, data configuration and weights, in hexadecimal digits. */
    public static String of(ModelFile model) {
        MessageDigest digest = sha256();
        Json described = Json.object()
                .put("architecture", ArchitectureJson.of(model.architecture()))
                .put("data", ConfigJson.of(model.data().toConfig()))
                .build();
        digest.update(described.compact().getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<Variable, Tensor> entry : model.weights().entrySet()) {
            digest.update(entry.getKey().name().getBytes(StandardCharsets.UTF_8));
            float[] values = entry.getValue().floats();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
