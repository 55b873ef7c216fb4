package io.tidecast.core.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Buffer;
import io.tidecast.core.backend.Kernel;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One kernel run by itself in a slab where guards stand between the values: it fails if the kernel writes outside its
 * outputs and scratch memory, whose first content is garbage.
 */
final class KernelRun implements AutoCloseable {
    private static final int GUARD = 16;
    private static final float GUARD_VALUE = -7777;

    private final Backend backend;
    private final KernelRequest request;
    private final Buffer slab;
    private final List<Buffer> inputs = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();
    private final List<Buffer> guards = new ArrayList<>();
    private final List<Buffer> dirty = new ArrayList<>();
    private final Kernel kernel;
    private final int overwritten;
    private long end;

    KernelRun(Backend backend, KernelRequest request) {
        this(backend, request, OptionalInt.empty(), 0);
    }

    /** Makes a run whose output lies where an input lies, if there is one. */
    KernelRun(Backend backend, KernelRequest request, OptionalInt aliasedInput, int aliasedOutput) {
        this.backend = backend;
        this.request = request;
        this.overwritten = aliasedInput.orElse(-1);
        KernelFactory factory = backend.kernel(request).orElseThrow();
        TensorType scratchType = TensorType.f32((int) Math.ceilDiv(factory.scratchBytes(), Float.BYTES));
        slab = backend.allocate(bytes(scratchType));
        addGuard();
        List<Long> inputOffsets = new ArrayList<>();
        for (TensorType type : request.inputs()) {
            inputOffsets.add(end);
            inputs.add(place(type));
        }
        for (int i = 0; i < request.outputs().size(); i++) {
            TensorType type = request.outputs().get(i);
            if (aliasedInput.isPresent() && i == aliasedOutput) {
                outputs.add(backend.view(slab, inputOffsets.get(overwritten), type));
            } else {
                outputs.add(place(type));
                dirty.add(outputs.getLast());
            }
        }
        Buffer scratch = place(scratchType);
        dirty.add(scratch);
        kernel = factory.bind(List.copyOf(inputs), List.copyOf(outputs), scratch);
    }

    /** Runs once on these inputs. */
    List<Tensor> of(List<Tensor> values, float garbage) {
        for (Buffer guard : guards) {
            backend.upload(guardContent().segment(), guard);
        }
        for (Buffer buffer : dirty) {
            Tensor content = Tensor.filled(TensorType.f32((int) (buffer.bytes() / Float.BYTES)), garbage);
            backend.upload(content.segment(), buffer);
        }
        for (int i = 0; i < values.size(); i++) {
            backend.upload(values.get(i).segment(), inputs.get(i));
        }
        kernel.run();
        for (Buffer guard : guards) {
            assertArrayEquals(
                    guardContent().floats(),
                    download(guard, TensorType.f32(GUARD)).floats(),
                    "memory beside the values");
        }
        for (int i = 0; i < values.size(); i++) {
            if (i != overwritten) {
                Agreement.assertSameBits(
                        List.of(values.get(i)),
                        List.of(download(inputs.get(i), values.get(i).type())),
                        "an input");
            }
        }
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            results.add(download(outputs.get(i), request.outputs().get(i)));
        }
        return results;
    }

    private long bytes(TensorType scratch) {
        long bytes = guardBytes();
        for (List<TensorType> types : List.of(request.inputs(), request.outputs(), List.of(scratch))) {
            for (TensorType type : types) {
                bytes += aligned(type.bytes()) + guardBytes();
            }
        }
        return bytes;
    }

    private Buffer place(TensorType type) {
        Buffer buffer = backend.view(slab, end, type);
        end += aligned(type.bytes());
        addGuard();
        return buffer;
    }

    private void addGuard() {
        guards.add(backend.view(slab, end, TensorType.f32(GUARD)));
        end += guardBytes();
    }

    private Tensor download(Buffer buffer, TensorType type) {
        Tensor value = Tensor.zeros(type);
        backend.download(buffer, value.segment());
        return value;
    }

    private static Tensor guardContent() {
        return Tensor.filled(TensorType.f32(GUARD), GUARD_VALUE);
    }

    private static long guardBytes() {
        return aligned((long) GUARD * Float.BYTES);
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, (long) Backend.ALIGNMENT) * Backend.ALIGNMENT;
    }

    @Override
    public void close() {
        slab.close();
    }
}
