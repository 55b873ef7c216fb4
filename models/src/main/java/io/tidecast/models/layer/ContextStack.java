package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * A smaller {@link GatedStack} over means of groups of steps, brought to the full rate again. Groups are counted from the
 * first step, and what a group comes to is told all along the next one, when all of its steps have been seen; zeros are
 * told along the first.
 *
 * @param channels how many come in
 * @param taps the size of each kernel
 */
record ContextStack(String name, int channels, int taps, Context context) {
    private Layer lead() {
        return ConvLayer.causal(name + "/input", channels, context.channels(), 1, 1, Activation.NONE);
    }

    private Layer stack() {
        return GatedStack.untold(name + "/stack", context.channels(), context.channels(), taps, context.dilations());
    }

    private Upsampler upsampler() {
        return new Upsampler(name + "/upsampling", context.channels(), context.pool(), context.upsampling());
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(lead().parameters());
        parameters.addAll(stack().parameters());
        parameters.addAll(upsampler().parameters());
        return parameters;
    }

    String description() {
        return "context of " + context.dilations().size() + " gated convolutions of " + context.channels()
                + " channels over means of " + context.pool() + " steps";
    }

    /** Returns how many steps are seen, the one that it is told at included: the groups that matter, up to their end. */
    int reach() {
        int groups = stack().timeMap(TimeMap.identity(1)).reach() + upsampler().slowStepsBefore();
        return Math.multiplyExact(context.pool(), groups + 1);
    }

    /** Adds all steps: from {@code [channels, time, batch]} to {@code [context's channels, time, batch]}. */
    Value apply(Value x) {
        Value groups = stack().apply(lead().apply(means(x)));
        Value complete = Layout.slice(Layout.pad(groups, 1, 1, 0, 0), 1, 0, groups.dim(1));
        return upsampler().apply(complete, x.dim(1));
    }

    /** Returns the means of groups; that of the last one, which may not be whole, is told to no step. */
    private Value means(Value x) {
        int pool = context.pool();
        int groups = Math.ceilDiv(x.dim(1), pool);
        Value whole = Layout.pad(x, 1, 0, groups * pool - x.dim(1), 0);
        Value sums = Ops.sum(Layout.reshape(whole, x.dim(0), groups, pool, x.dim(2)), 2);
        return Ops.multiply(sums, 1.0 / pool);
    }

    /**
     * Adds one step: from {@code [channels, 1, voices]} to {@code [context's channels, 1, voices]}. The group that it lies
     * in is computed out of those of its steps that have come, so that its last one leaves it as it has to be.
     */
    Value step(Value x, StepMemory memory) {
        StepMemory slow = memory.slowed(name, context.pool());
        Value group = stack().step(lead().step(mean(x, memory), slow), slow);
        return upsampler().step(slow.past(name, group, 2, 1), memory);
    }

    /** Returns the sum over the group's steps so far, divided by how many a whole group has. */
    private Value mean(Value x, StepMemory memory) {
        StepMemory.Ring sums = memory.state(name + "/sum", channels);
        Value begun = Ops.minimum(Ops.cast(memory.within(context.pool()), x.dtype()), Ops.scalar(x, 1));
        Value sum = Ops.add(Layout.at(x, 1, 0), Ops.multiply(sums.read(), begun));
        sums.write(sum);
        return Layout.reshape(Ops.multiply(sum, 1.0 / context.pool()), x.shape());
    }
}
