package io.tidecast.core.op;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Adds a {@link Scan}: a step is traced once and runs for each slice. */
public final class Loop {
    private Loop() {}

    /** A value and the axis along which it is cut into steps, or stacked from them. */
    public record Along(Value value, int axis) {}

    /** What a step gives: the carries of the next step, and values to be stacked. */
    public record StepResult(List<Value> carries, List<Along> emitted) {}

    /** What a loop gives: the carries after the last step, and the stacked values. */
    public record LoopResult(List<Value> carries, List<Value> stacked) {}

    /** One step, traced into a graph of its own: it may use only what it is given. */
    @FunctionalInterface
    public interface Step {
        /** Traces the step. */
        StepResult trace(List<Value> carries, List<Value> slices, List<Value> constants);
    }

    /**
     * Adds a loop over the slices.
     *
     * @param carries the first values of what is handed from step to step
     * @param slices at least one, all of one length along their axes
     * @param constants what each step sees unchanged
     * @param reverse whether steps run from the last slice to the first
     */
    public static LoopResult scan(
            List<Value> carries, List<Along> slices, List<Value> constants, boolean reverse, Step step) {
        if (slices.isEmpty()) {
            throw new GraphException("a loop needs at least one sliced value to know its length");
        }
        GraphBuilder outer = slices.getFirst().value().builder();
        int length = slices.getFirst().value().dim(slices.getFirst().axis());
        GraphBuilder inner = new GraphBuilder("step");
        List<Value> innerCarries = new ArrayList<>();
        List<Value> innerSlices = new ArrayList<>();
        List<Value> innerConstants = new ArrayList<>();
        for (Value carry : carries) {
            innerCarries.add(inner.input("carry" + innerCarries.size(), carry.type()));
        }
        for (Along slice : slices) {
            TensorType type = slice.value().type();
            TensorType cut = type.withShape(type.shape().without(slice.axis()));
            innerSlices.add(inner.input("slice" + innerSlices.size(), cut));
        }
        for (Value constant : constants) {
            innerConstants.add(inner.input("constant" + innerConstants.size(), constant.type()));
        }
        StepResult traced = step.trace(innerCarries, innerSlices, innerConstants);
        for (int i = 0; i < traced.carries().size(); i++) {
            inner.output("carry" + i, traced.carries().get(i));
        }
        for (int i = 0; i < traced.emitted().size(); i++) {
            inner.output("emitted" + i, traced.emitted().get(i).value());
        }
        List<Value> operands = new ArrayList<>(carries);
        slices.forEach(slice -> operands.add(slice.value()));
        operands.addAll(constants);
        Graph body = inner.build();
        Scan scan = new Scan(
                body,
                carries.size(),
                slices.stream().map(Along::axis).toList(),
                traced.emitted().stream().map(Along::axis).toList(),
                length,
                reverse,
                true);
        List<Value> results = outer.applyAll(scan, operands);
        int emitted = traced.emitted().size();
        return new LoopResult(
                results.subList(0, carries.size()), results.subList(carries.size(), carries.size() + emitted));
    }
}
