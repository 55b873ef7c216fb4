package io.tidecast.bench.parity;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tidecast.core.type.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Computes an ONNX model of one input and one output on one thread. */
final class OnnxRuntime {
    private OnnxRuntime() {}

    static Tensor run(byte[] model, String input, Tensor value) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dims = Arrays.stream(value.shape().dims()).asLongStream().toArray();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(model, options);
                    OnnxTensor given = OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.floats()), dims);
                    OrtSession.Result result = session.run(Map.of(input, given))) {
                OnnxTensor found = (OnnxTensor) result.get(0);
                float[] elements = new float[found.getFloatBuffer().remaining()];
                found.getFloatBuffer().get(elements);
                int[] shape = Arrays.stream(found.getInfo().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                return Tensor.of(elements, shape);
            }
        }
    }
}
