package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
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
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** The switch that names the kernel of each primitive. */
final class PrimitiveKernels {
    private PrimitiveKernels() {}

    static KernelFactory of(Primitive primitive, KernelRequest request, NativeLibrary library) {
        List<Shape> in = request.inputs().stream().map(TensorType::shape).toList();
        TensorType type = request.outputs().getFirst();
        Shape out = type.shape();
        if (out.size() == 0) {
            // in place or not, and ND4J refuses some arrays without elements
            return new Nd4jKernel(library, (_, _) -> () -> {}, Aliasing.ANY_INPUT);
        }
        DType dtype = type.dtype();
        ElementwiseKernels elementwise = new ElementwiseKernels(library, dtype, out.size());
        LayoutKernels layout = new LayoutKernels(library, dtype);
        IndexingKernels indexing = new IndexingKernels(library);
        return switch (primitive) {
            case Unary unary -> elementwise.unary(unary.kind());
            case Binary binary -> elementwise.binary(binary.kind());
            case Compare compare -> elementwise.compare(compare.kind());
            case Select select -> elementwise.select();
            case Cast cast -> elementwise.cast(request.inputs().getFirst().dtype());
            case MatMul product -> MatrixKernels.product(library, product, in.getFirst(), out);
            case Reduce reduce -> ReductionKernels.reduce(library, reduce, in.getFirst(), out);
            case Broadcast broadcast -> layout.broadcast(broadcast, in.getFirst());
            case Reshape reshape -> layout.reshape();
            case Transpose transpose -> layout.transpose(transpose, in.getFirst(), out);
            case Slice slice -> layout.slice(slice, in.getFirst(), out);
            case Pad pad -> layout.pad(pad, in.getFirst(), out);
            case Concat concat -> layout.concat(concat.axis(), in, out);
            case DynamicSlice slice -> indexing.dynamicSlice(slice.axis(), in.getFirst(), out);
            case DynamicUpdate update -> indexing.dynamicUpdate(update.axis(), in.get(1), out);
            case Gather gather -> indexing.gather(in.get(0), in.get(1));
            case ScatterAdd scatter -> indexing.scatterAdd(in.get(1), out);
            case Iota iota -> GeneratorKernels.iota(library, iota);
            case RandomUniform random -> GeneratorKernels.uniform(library, random.stream(), (int) out.size());
        };
    }
}
