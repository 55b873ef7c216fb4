package io.tidecast.core.compare;

import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** A loop's body replayed step by step and node by node; what is handed on is what the reference found. */
final class LoopBody implements AutoCloseable {
    private final Replay replay;
    private final Scan scan;
    private final SequencedMap<Node, OpPair> pairs = new LinkedHashMap<>();

    /**
     * Compiles the body's nodes.
     *
     * @param scan a loop as it was lowered for the candidate: all that its body takes from outside is among its operands
     */
    LoopBody(Replay replay, Scan scan) {
        this.replay = replay;
        this.scan = scan;
        for (Node node : scan.body().nodes()) {
            if (!(node.op() instanceof Leaf)) {
                pairs.put(node, new OpPair(replay.candidate(), replay.reference(), node));
            }
        }
    }

    Optional<OpDifference.InLoop> firstDifference(List<Tensor> operands) {
        List<Tensor> carries = operands.subList(0, scan.carries());
        for (int step = 0; step < scan.length(); step++) {
            int index = scan.reverse() ? scan.length() - 1 - step : step;
            Values values = arguments(carries, operands, index);
            for (Map.Entry<Node, OpPair> entry : pairs.entrySet()) {
                OpDifference difference = replay.compare(entry.getKey(), entry.getValue(), values);
                if (!(difference.relative() <= replay.tolerance())) {
                    return Optional.of(new OpDifference.InLoop(step + 1, difference));
                }
            }
            carries = scan.body().outputList().stream()
                    .limit(scan.carries())
                    .map(values::get)
                    .toList();
        }
        return Optional.empty();
    }

    private Values arguments(List<Tensor> carries, List<Tensor> operands, int index) {
        List<Tensor> arguments = new ArrayList<>(carries);
        for (int i = 0; i < scan.slices(); i++) {
            arguments.add(
                    slice(operands.get(scan.carries() + i), scan.sliceAxes().get(i), index));
        }
        arguments.addAll(operands.subList(scan.carries() + scan.slices(), operands.size()));
        Graph body = scan.body();
        Values values = new Values(replay.tolerance());
        for (int i = 0; i < arguments.size(); i++) {
            values.put(body.inputs().get(i), arguments.get(i));
        }
        return values;
    }

    /** Returns one slice of a value, the axis along which it is cut dropped. */
    private static Tensor slice(Tensor whole, int axis, int index) {
        TensorType type = whole.type().withShape(whole.shape().without(axis));
        Tensor slice = Tensor.zeros(type);
        long rowBytes = type.dtype().bytes();
        for (int later = axis + 1; later < whole.shape().rank(); later++) {
            rowBytes *= whole.shape().dim(later);
        }
        long stride = rowBytes * whole.shape().dim(axis);
        for (long row = 0; row * rowBytes < type.bytes(); row++) {
            MemorySegment.copy(
                    whole.segment(), row * stride + index * rowBytes, slice.segment(), row * rowBytes, rowBytes);
        }
        return slice;
    }

    @Override
    public void close() {
        pairs.values().forEach(OpPair::close);
    }
}
