package io.tidecast.core.graph;

import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop of a fixed count that hands values from step to step. Its inputs are the first values of the carries, then the
 * sliced values, then constants. The body takes the carries, one slice of each sliced value, and the constants; it gives
 * the next carries, then the emitted values. The scan's outputs are the last carries, then the emitted values of all
 * steps stacked, then, where {@code history} is set, the carries that entered each step, stacked along axis 0.
 *
 * @param body one step
 * @param carries how many values are handed on
 * @param sliceAxes the axis, dropped in the body, along which each sliced value is cut
 * @param stackAxes the axis along which each emitted value is stacked
 * @param length the number of steps, at least 1
 * @param reverse whether steps run from the last slice to the first
 * @param history whether the carries are kept for a gradient
 */
public record Scan(
        Graph body,
        int carries,
        List<Integer> sliceAxes,
        List<Integer> stackAxes,
        int length,
        boolean reverse,
        boolean history)
        implements Op {

    /** Copies the lists. */
    public Scan {
        sliceAxes = List.copyOf(sliceAxes);
        stackAxes = List.copyOf(stackAxes);
    }

    /** Returns how many inputs are sliced. */
    public int slices() {
        return sliceAxes.size();
    }

    /** Returns how many values each step emits. */
    public int emitted() {
        return stackAxes.size();
    }

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        List<TensorType> expected = body.inputTypes();
        Inference.arity(inputs, expected.size());
        Inference.check(length > 0, "a loop of " + length + " steps");
        for (int i = 0; i < inputs.size(); i++) {
            TensorType given = inputs.get(i);
            if (i >= carries && i < carries + slices()) {
                int axis = sliceAxes.get(i - carries);
                Inference.axis(axis, given.shape().rank());
                Inference.check(
                        given.shape().dim(axis) == length,
                        "sliced input " + i + " of shape " + given.shape() + " has not " + length
                                + " slices along axis " + axis);
                given = given.withShape(given.shape().without(axis));
            }
            Inference.check(
                    given.equals(expected.get(i)),
                    "the body's input " + i + " is " + expected.get(i) + ", but it would be given " + given);
        }
        List<TensorType> results = body.outputTypes();
        Inference.check(
                results.size() == carries + emitted(),
                "the body gives " + results.size() + " values, expected " + (carries + emitted()));
        List<TensorType> types = new ArrayList<>();
        for (int i = 0; i < carries; i++) {
            Inference.check(
                    results.get(i).equals(inputs.get(i)),
                    "carry " + i + " is " + inputs.get(i) + " but the body makes it " + results.get(i));
            types.add(inputs.get(i));
        }
        for (int i = 0; i < emitted(); i++) {
            TensorType step = results.get(carries + i);
            int axis = stackAxes.get(i);
            Inference.axis(axis, step.shape().rank() + 1);
            types.add(step.withShape(step.shape().inserting(axis, length)));
        }
        if (history) {
            for (int i = 0; i < carries; i++) {
                types.add(inputs.get(i).withShape(inputs.get(i).shape().inserting(0, length)));
            }
        }
        return types;
    }

    @Override
    public Op trimmed(int count) {
        return history && count <= carries + emitted()
                ? new Scan(body, carries, sliceAxes, stackAxes, length, reverse, false)
                : this;
    }
}
