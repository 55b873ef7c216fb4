package io.tidecast.bench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.measure.Entry;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Outcome;
import io.tidecast.models.measure.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** A forecast that ONNX Runtime is ready to compute, from memory that stays where it is to memory that does. */
final class OnnxEntry implements Entry {
    private static final String INPUT = "x";

    private final Task task;
    private final OrtSession session;
    private final OnnxTensor input;
    private final OnnxTensor output;
    private final FloatBuffer forecast;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    OnnxEntry(Task task) {
        this.task = task;
        Given given = Given.of(task);
        byte[] model = OnnxNetwork.model(task.network(), given.weights(), task.batchSize());
        Tensor windows = Rearranged.axes(given.input(), 1, 2, 0);
        int steps = task.batch().timeMap().steps();
        int outputCount = task.network().outputs();
        forecast = buffer(steps * task.batchSize() * outputCount);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
            input = OnnxTensor.createTensor(
                    environment,
                    buffer(windows.floats().length).put(windows.floats()).flip(),
                    longs(windows.shape().dims()));
            output = OnnxTensor.createTensor(environment, forecast, longs(steps, task.batchSize(), outputCount));
            inputs = Map.of(INPUT, input);
            outputs = Map.of(session.getOutputNames().iterator().next(), output);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses " + task, e);
        }
    }

    /**
     * Loads it.
     *
     * @throws LinkageError if it is not on the class path
     */
    static void load() {
        OrtEnvironment.getEnvironment();
    }

    @Override
    public Outcome first() {
        run();
        float[] elements = new float[forecast.capacity()];
        forecast.get(0, elements);
        SequencedMap<String, Tensor> values = new LinkedHashMap<>();
        Tensor byStep = Tensor.of(
                elements,
                task.batch().timeMap().steps(),
                task.batchSize(),
                task.network().outputs());
        values.put(Outcome.FORECAST, Rearranged.axes(byStep, 2, 0, 1));
        return new Outcome(values);
    }

    @Override
    public void run() {
        try (OrtSession.Result _ = session.run(inputs, outputs)) {
            // the result is in the output's memory
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed at " + task, e);
        }
    }

    @Override
    public void close() {
        input.close();
        output.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not be closed", e);
        }
    }

    private static FloatBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static long[] longs(int... dims) {
        return Arrays.stream(dims).asLongStream().toArray();
    }
}
