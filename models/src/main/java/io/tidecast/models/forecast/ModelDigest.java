package io.tidecast.models.forecast;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.file.Json;
import io.tidecast.models.head.Regression;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A short text that two models have in common only where they forecast alike: how they were trained does not matter. */
public final class ModelDigest {
    private ModelDigest() {}

    /** Returns the SHA-256 of architecture, head, data configuration and weights, in hexadecimal digits. */
    public static String of(ModelFile model) {
        MessageDigest digest = sha256();
        Json.ObjectBuilder described = Json.object()
                .put("architecture", ArchitectureJson.of(model.architecture()))
                .put("data", ConfigJson.of(model.data().toConfig()));
        if (!(model.network().head() instanceof Regression)) {
            described.put("head", model.network().head().text());
        }
        digest.update(sorted(described.build()).compact().getBytes(StandardCharsets.UTF_8));
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

    /** Orders fields by their names, for those of a configuration stand in no order that could be relied on. */
    private static Json sorted(Json value) {
        return switch (value) {
            case Json.JsonObject object -> {
                SequencedMap<String, Json> fields = new TreeMap<>();
                object.fields().forEach((name, field) -> fields.put(name, sorted(field)));
                yield new Json.JsonObject(fields);
            }
            case Json.JsonArray array ->
                Json.array(array.items().stream().map(ModelDigest::sorted).toList());
            case Json.JsonText text -> text;
            case Json.JsonNumber number -> number;
            case Json.JsonFlag flag -> flag;
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
