package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * Brings a sequence to a faster rate. With steps {@code j} of the slow one, {@code r} apart, it gives at step
 * {@code r·j + p} the slow step {@code y[j]} itself, or where that is learned {@code W[p]·y[j] + W[r + p]·y[j − 1]}, as
 * Keras' Conv1DTranspose with strides r and 2r taps does, cut at the end; before the beginning there are zeros.
 *
 * @param channels how many come in and go out
 * @param every how many steps go out for one that comes in
 */
record Upsampler(String name, int channels, int every, Upsampling how) {
    private static final Conv1d OF_TWO = new Conv1d(1, 1, Padding.CAUSAL, Activation.NONE);

    /** Returns the parameters: none, or the kernel as Keras shapes it, {@code [2r, channels out, channels in]}. */
    List<Parameter> parameters() {
        return how == Upsampling.LEARNED ? List.of(kernel()) : List.of();
    }

    private Parameter kernel() {
        return Parameter.of(name, "kernel", new Initializer.Identities(every), 2 * every, channels, channels);
    }

    /** Returns how many steps before its own a slow step matters to. */
    int slowStepsBefore() {
        return how == Upsampling.LEARNED ? 1 : 0;
    }

    /**
     * Adds all steps.
     *
     * @param slow {@code [channels, ⌈time / every⌉, batch]}
     * @return {@code [channels, time, batch]}
     */
    Value apply(Value slow, int time) {
        int steps = slow.dim(1);
        int batch = slow.dim(2);
        Value all = how == Upsampling.LEARNED
                ? learned(slow)
                : Ops.broadcast(slow, Shape.of(channels, steps, every, batch), 0, 1, 3);
        return Layout.slice(Layout.reshape(all, channels, steps * every, batch), 1, 0, time);
    }

    /** Returns {@code [channels, steps, every, batch]}: a convolution of two taps gives all that lies in a slow step. */
    private Value learned(Value slow) {
        Value taps = taps(slow.builder());
        Value oldestFirst = Layout.concat(0, Layout.slice(taps, 0, 1, 2), Layout.slice(taps, 0, 0, 1));
        Value kernel = Layout.reshape(Layout.transpose(oldestFirst, 0, 3, 2, 1), 2, channels, channels * every);
        Value none = Ops.filled(slow.builder(), new TensorType(slow.dtype(), Shape.of(channels * every)), 0);
        Value sums = slow.builder().apply(OF_TWO, slow, kernel, none);
        return Layout.transpose(Layout.reshape(sums, channels, every, slow.dim(1), slow.dim(2)), 0, 2, 1, 3);
    }

    /** Returns the weights of the slow step itself and of the one before: {@code [2, every, channels out, channels in]}. */
    private Value taps(GraphBuilder builder) {
        return Layout.reshape(builder.read(kernel().variable()), 2, every, channels, channels);
    }

    /**
     * Adds one step.
     *
     * @param slow the slow step that it lies in, {@code [channels, 1, voices]}
     * @return {@code [channels, 1, voices]}
     */
    Value step(Value slow, StepMemory memory) {
        if (how == Upsampling.REPEATED) {
            return slow;
        }
        Value before = memory.slowed(name, every).past(name, slow, 2, 1);
        Value taps = Layout.dynamicSlice(taps(slow.builder()), 1, 1, memory.within(every));
        return Ops.add(mixed(taps, 0, slow), mixed(taps, 1, before));
    }

    private Value mixed(Value taps, int which, Value slow) {
        Value weights = Layout.reshape(Layout.slice(taps, 0, which, which + 1), channels, channels);
        return Layout.reshape(Ops.matmul(weights, Layout.at(slow, 1, 0)), slow.shape());
    }
}
