package io.tidecast.models.layer;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import java.util.List;

/**
 * Puts what is told along a sequence beside what comes in, as further channels of each step.
 *
 * @param channels how many channels come in
 * @param local what is told
 */
public record LocalLayer(String name, int channels, Conditions.Local local) implements ConditionedLayer {
    @Override
    public String description() {
        return "beside " + conditions().words();
    }

    private Upsampler upsampler() {
        return new Upsampler(name + "/upsampling", local.channels(), local.every(), local.upsampling());
    }

    @Override
    public Conditions conditions() {
        return Conditions.NONE.withLocal(local);
    }

    @Override
    public List<Parameter> parameters() {
        return upsampler().parameters();
    }

    @Override
    public int outputChannels() {
        return channels + local.channels();
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        Upsampler upsampler = upsampler();
        return input.inGroupsOf(upsampler.every()).seeingFurther(upsampler.slowStepsBefore() * upsampler.every());
    }

    @Override
    public Value apply(Value x, Told told) {
        return Layout.concat(0, x, upsampler().apply(told.along(name), x.dim(1)));
    }

    @Override
    public Value step(Value x, Told told, StepMemory memory) {
        return Layout.concat(0, x, upsampler().step(told.along(name), memory));
    }
}
