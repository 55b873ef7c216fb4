package io.tidecast.models.layer;

import io.tidecast.core.composite.GateBias;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Adds what is told of a sequence to each of its steps: of each label a row of a table, of a vector its product with a
 * matrix. Where a GRU or a dense layer follows, whose kernel is {@code W}, it is as if {@code Wᵀv} of that sum {@code v} were
 * added to its bias.
 *
 * @param channels how many channels come in, and go out
 * @param conditions what is told, all of it throughout the sequence
 */
public record ToldLayer(String name, int channels, Conditions conditions) implements ConditionedLayer {
    @Override
    public String description() {
        return "told " + conditions.words() + " at each step";
    }

    private GateConditions sums() {
        return new GateConditions(name, channels, conditions, 0);
    }

    @Override
    public List<Parameter> parameters() {
        return sums().parameters();
    }

    @Override
    public int outputChannels() {
        return channels;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input;
    }

    @Override
    public Value apply(Value x, Told told) {
        told.throughout().require(name, conditions);
        Value nothing = Ops.filled(x.builder(), x.type().withShape(Shape.of(channels)), 0);
        Value sums = sums().bias(nothing, told, Optional.empty());
        int[] axes = GateBias.isShared(sums.type()) ? new int[] {0} : new int[] {0, 2};
        return Ops.add(x, Ops.broadcast(sums, x.shape(), axes));
    }

    @Override
    public Value step(Value x, Told told, StepMemory memory) {
        return apply(x, told);
    }
}
