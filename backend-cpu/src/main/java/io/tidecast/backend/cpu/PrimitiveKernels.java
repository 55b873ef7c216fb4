package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.kernel.Workers;
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

    static KernelFactory of(Primitive primitive, KernelRequest request, Workers workers) {
        List<Shape> in = request.inputs().stream().map(TensorType::shape).toList();
        TensorType type = request.outputs().getFirst();
        Shape out = type.shape();
        ElementwiseKernels elementwise = new ElementwiseKernels((int) type.size(), workers);
        boolean integers = type.dtype() == DType.I32;
        return switch (primitive) {
            case Unary unary -> integers ? elementwise.integerUnary(unary.kind()) : elementwise.unary(unary.kind());
            case Binary binary ->
                integers ? elementwise.integerBinary(binary.kind()) : elementwise.binary(binary.kind());
            case Compare compare ->
                integers ? elementwise.integerCompare(compare.kind()) : elementwise.compare(compare.kind());
            case Select select -> elementwise.select(integers);
            case Cast cast -> elementwise.cast(request.inputs().getFirst().dtype(), cast.dtype());
            case MatMul product -> MatrixKernels.product(product, in.getFirst(), out, workers);
            case Reduce reduce -> ReductionKernels.reduce(reduce, in.getFirst(), workers);
            case Broadcast broadcast -> LayoutKernels.broadcast(broadcast, in.getFirst());
            case Reshape reshape -> LayoutKernels.reshape(reshape);
            case Transpose transpose -> LayoutKernels.transpose(transpose, in.getFirst(), out);
            case Slice slice -> LayoutKernels.slice(slice, in.getFirst(), out);
            case Pad pad -> LayoutKernels.pad(pad, in.getFirst(), out);
            case Concat concat -> LayoutKernels.concat(concat.axis(), in, out);
            case DynamicSlice slice -> IndexingKernels.dynamicSlice(slice.axis(), in.getFirst(), out);
            case DynamicUpdate update -> IndexingKernels.dynamicUpdate(update.axis(), in.get(1), out);
            case Gather gather -> IndexingKernels.gather(in.get(0), in.get(1));
            case ScatterAdd scatter -> IndexingKernels.scatterAdd(in.get(1), out);
            case Iota iota -> GeneratorKernels.iota(iota);
            case RandomUniform random -> GeneratorKernels.uniform(random.stream(), (int) out.size());
        };
    }
}
