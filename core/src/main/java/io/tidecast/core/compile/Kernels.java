package io.tidecast.core.compile;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.HostArrays;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.error.GraphException;
import io.tidecast.core.graph.Binary;
import io.tidecast.core.graph.DynamicSlice;
import io.tidecast.core.graph.DynamicUpdate;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Origin;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/** Asks a backend for the kernels that a plan needs, and says what is missing. */
final class Kernels {
    private final Backend backend;

    Kernels(Backend backend) {
        this.backend = backend;
    }

    KernelFactory of(Node node) {
        return of(new KernelRequest(node.op(), node.inputTypes(), node.types()), node.origin());
    }

    /** Returns a kernel that copies a value; it may be read under another shape of as many elements. */
    KernelFactory copy(TensorType type) {
        return of(new Reshape(type.shape()), List.of(type));
    }

    KernelFactory slice(TensorType whole, int axis) {
        return of(new DynamicSlice(axis, 1), List.of(whole, TensorType.i32()));
    }

    KernelFactory update(TensorType whole, int axis) {
        TensorType slice = whole.withShape(whole.shape().with(axis, 1));
        KernelFactory factory = of(new DynamicUpdate(axis), List.of(whole, slice, TensorType.i32()));
        if (!factory.mayAlias(0, 0)) {
            throw new GraphException("backend " + backend.name() + " cannot update a value in place, as loops need");
        }
        return factory;
    }

    KernelFactory advance() {
        KernelFactory factory = of(new Binary(Binary.Kind.ADD), List.of(TensorType.i32(), TensorType.i32()));
        if (!factory.mayAlias(0, 0)) {
            throw new GraphException("backend " + backend.name() + " cannot add in place, as loops need");
        }
        return factory;
    }

    private KernelFactory of(Op op, List<TensorType> inputs) {
        KernelFactory factory = of(KernelRequest.of(op, inputs), new Origin("", "the compiler's loops and copies"));
        if (factory.scratchBytes() > 0) {
            throw new GraphException("backend " + backend.name() + " wants scratch memory for " + op
                    + ", which loops and copies do not have");
        }
        return factory;
    }

    private KernelFactory of(KernelRequest request, Origin origin) {
        for (TensorType type : request.outputs()) {
            HostArrays.require(type.size(), request.op().name() + " gives " + type + "; " + origin);
        }
        return backend.kernel(request)
                .orElseThrow(() -> new GraphException(
                        "backend " + backend.name() + " has no kernel for " + request + "; " + origin));
    }
}
