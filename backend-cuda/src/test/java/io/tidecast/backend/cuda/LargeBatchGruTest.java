package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.graph.Op;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches so large that a block has several sequences and a thread several units: the same numbers as the CPU's. */
final class LargeBatchGruTest {
    private static final int CHANNELS = 3;
    private static final int UNITS = 7;
    private static final int TIME = 4;
    private static final float TOLERANCE = 2e-5f;

    @ParameterizedTest
    @ValueSource(ints = {133, 531, 1100, 4099})
    void agreesWithTheCpu(int batch) {
        CudaProvider provider = new CudaProvider();
        assumeTrue(provider.probe() instanceof Availability.Available, () -> "no GPU: " + provider.probe());
        Random random = new Random(batch);
        List<TensorType> types = List.of(
                TensorType.f32(CHANNELS, TIME, batch),
                TensorType.f32(CHANNELS, 3 * UNITS),
                TensorType.f32(UNITS, 3 * UNITS),
                TensorType.f32(2, 3 * UNITS),
                TensorType.f32(UNITS, batch));
        List<float[]> inputs =
                types.stream().map(type -> noise(random, type, 0.5f)).toList();
        // so small that the sums over the batch stay near one
        float[] dy = noise(random, TensorType.f32(UNITS, TIME, batch), 1 / (float) Math.sqrt(batch));
        try (Backend cuda = Backends.open("cuda");
                Backend cpu = Backends.open("cpu")) {
            List<float[]> expected = forwardAndBackward(cpu, types, inputs, dy);
            List<float[]> actual = forwardAndBackward(cuda, types, inputs, dy);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i), TOLERANCE, "result " + i);
            }
        }
    }

    private static float[] noise(Random random, TensorType type, float scale) {
        float[] values = new float[(int) type.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return values;
    }

    /** Returns all states, and all gradients. */
    private static List<float[]> forwardAndBackward(
            Backend backend, List<TensorType> types, List<float[]> inputs, float[] dy) {
        List<float[]> forward = run(backend, new Gru(true), types, inputs);
        List<TensorType> operandTypes = new ArrayList<>(types);
        operandTypes.addAll(new Gru(true).outputs(types));
        operandTypes.add(operandTypes.get(types.size()));
        List<float[]> operands = new ArrayList<>(inputs);
        operands.addAll(forward);
        operands.add(dy);
        List<float[]> results = new ArrayList<>(run(backend, new GruGradient(true), operandTypes, operands));
        results.add(forward.getFirst());
        return results;
    }

    private static List<float[]> run(Backend backend, Op op, List<TensorType> types, List<float[]> values) {
        KernelRequest request = KernelRequest.of(op, types);
        KernelFactory factory = backend.kernel(request).orElseThrow();
        List<Buffer> slabs = new ArrayList<>();
        List<Buffer> inputs = views(backend, types, slabs);
        List<Buffer> outputs = views(backend, request.outputs(), slabs);
        Buffer scratch = views(
                        backend, List.of(TensorType.f32((int) (factory.scratchBytes() / Float.BYTES) + 1)), slabs)
                .getFirst();
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < values.size(); i++) {
                backend.upload(arena.allocateFrom(ValueLayout.JAVA_FLOAT, values.get(i)), inputs.get(i));
            }
            Kernel kernel = factory.bind(inputs, outputs, scratch);
            kernel.run();
            List<float[]> results = new ArrayList<>();
            for (Buffer output : outputs) {
                MemorySegment host = arena.allocate(output.bytes(), Backend.ALIGNMENT);
                backend.download(output, host);
                results.add(host.toArray(ValueLayout.JAVA_FLOAT));
            }
            return results;
        } finally {
            slabs.forEach(Buffer::close);
        }
    }

    private static List<Buffer> views(Backend backend, List<TensorType> types, List<Buffer> slabs) {
        List<Buffer> views = new ArrayList<>();
        for (TensorType type : types) {
            Buffer slab = backend.allocate(type.bytes());
            slabs.add(slab);
            views.add(backend.view(slab, 0, type));
        }
        return views;
    }
}
