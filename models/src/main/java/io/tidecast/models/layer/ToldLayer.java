package io.tidecast.models.layer;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds what is told of a sequence to each of its steps: of each label a row of a table. Where a GRU or a dense layer follows,
 * whose kernel is {@code W}, it is as if {@code Wᵀv} of those rows {@code v} were added to its bias.
 *
 * @param channels how many channels come in, and go out
 * @param conditions what is told; at least one label
 */
public record ToldLayer(String name, int channels, Conditions conditions) implements Layer {
    @Override
    public String description() {
        int labels = conditions.labels().size();
        return "told " + labels + (labels == 1 ? " label" : " labels") + " at each step";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> tables = new ArrayList<>();
        for (int values : conditions.labels()) {
            String table = "condition" + (tables.size() + 1);
            tables.add(Parameter.of(name, table, new Initializer.Zeros(), values, channels));
        }
        return tables;
    }

    @Override
    public int outputChannels() {
        return channels;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input;
    }

    /**
     * Always fails.
     *
     * @throws IllegalArgumentException for it is told nothing
     */
    @Override
    public Value apply(Value x) {
        return apply(x, Told.NOTHING);
    }

    @Override
    public Value apply(Value x, Told told) {
        Value codes = told.labels()
                .orElseThrow(
                        () -> new IllegalArgumentException(name + ": asks for " + conditions + ", but is told none"));
        List<Parameter> tables = parameters();
        Value sum = x;
        for (int label = 0; label < tables.size(); label++) {
            Value table = x.builder().read(tables.get(label).variable());
            Value rows = Layout.gather(table, Layout.at(codes, 0, label));
            sum = Ops.add(sum, Ops.broadcast(Layout.transpose(rows, 1, 0), x.shape(), 0, 2));
        }
        return sum;
    }

    @Override
    public Value step(Value x, StepMemory memory) {
        return apply(x);
    }

    @Override
    public Value step(Value x, Told told, StepMemory memory) {
        return apply(x, told);
    }
}
