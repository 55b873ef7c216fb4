package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.Broadcast;
import io.tidecast.core.graph.Cast;
import io.tidecast.core.graph.Compare;
import io.tidecast.core.graph.Concat;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.DynamicUpdate;
import io.tidecast.core.graph.Gather;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.graph.MatMul;
import io.tidecast.core.graph.Pad;
import io.tidecast.core.graph.Primitive;
import io.tidecast.core.graph.RandomUniform;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.ScatterAdd;
import io.tidecast.core.graph.Select;
import io.tidecast.core.graph.Slice;
import io.tidecast.core.graph.Transpose;
import io.tidecast.core.graph.Unary;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;
import java.util.Optional;

/** The switch that names the kernel of each primitive. */
final class PrimitiveKernels {
    private PrimitiveKernels() {}

    static Optional<KernelFactory> of(Primitive primitive, KernelRequest request, Device device) {
        List<Shape> in = request.inputs().stream().map(TensorType::shape).toList();
        TensorType type = request.outputs().getFirst();
        Shape out = type.shape();
        if (out.size() == 0) {
            // in place or not, and nothing can be launched over no elements
            return Optional.of(new CudaKernel(device, _ -> List.of(), Aliasing.ANY_INPUT));
        }
        int size = (int) out.size();
        ElementwiseKernels elementwise = new ElementwiseKernels(device, type.dtype(), size);
        IndexingKernels indexing = new IndexingKernels(device);
        return Optional.of(
                switch (primitive) {
                    case Unary unary -> elementwise.unary(unary.kind());
                    case Binary binary -> elementwise.binary(binary.kind());
                    case Compare compare -> elementwise.compare(compare.kind());
                    case Select select -> elementwise.select();
                    case Cast cast ->
                        elementwise.cast(request.inputs().getFirst().dtype());
                    case MatMul product -> MatrixKernels.product(device, product, in.get(0), in.get(1));
                    case Reduce reduce -> ReductionKernels.reduce(device, reduce, in.getFirst());
                    case Broadcast broadcast -> LayoutKernels.broadcast(device, broadcast, in.getFirst());
                    case Reshape reshape -> LayoutKernels.copy(device, size);
                    case Transpose transpose -> LayoutKernels.transpose(device, transpose, in.getFirst(), out);
                    case Slice slice -> LayoutKernels.slice(device, slice, in.getFirst(), out);
                    case Pad pad -> LayoutKernels.pad(device, pad, in.getFirst(), out);
                    case Concat concat -> LayoutKernels.concat(device, concat.axis(), in, out);
                    case DynamicSlice slice -> indexing.dynamicSlice(slice.axis(), in.getFirst(), out);
                    case DynamicUpdate update -> indexing.dynamicUpdate(update.axis(), in.get(1), out);
                    case Gather gather -> indexing.gather(in.getFirst(), out);
                    case ScatterAdd scatter -> indexing.scatterAdd(in.get(1), out);
                    case Iota iota -> LayoutKernels.iota(device, iota);
                    case RandomUniform random -> RandomKernels.uniform(device, random.stream(), size);
                });
    }
}
