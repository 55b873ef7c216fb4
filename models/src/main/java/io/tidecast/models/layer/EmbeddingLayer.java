package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;

/**
 * The causal convolution that would follow a one-hot encoding of codes: from I32 {@code [time, batch]} to {@code [channels,
 * time, batch]}. Each tap has a table, and the rows of the codes that the taps meet are summed; before the beginning they
 * meet nothing, which adds nothing. Of one tap it is an embedding.
 *
 * @param classes how many codes there are
 * @param channels how many numbers stand for each
 * @param taps the kernel's size
 */
public record EmbeddingLayer(String name, int classes, int channels, int taps) implements Layer {
    private static final Conv1d CAUSAL = new Conv1d(1, 1, Padding.CAUSAL, Activation.NONE);

    @Override
    public String description() {
        return "embedding of " + classes + " codes" + (taps == 1 ? "" : ", kernel " + taps + ", causal");
    }

    /** Returns the table, or those of all taps, oldest first, as Keras shapes a convolution's kernel. */
    private Parameter table() {
        Initializer glorot = new Initializer.GlorotUniform(taps * classes, taps * channels);
        return taps == 1
                ? Parameter.of(name, "table", glorot, classes, channels)
                : Parameter.of(name, "tables", glorot, taps, classes, channels);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(table());
    }

    @Override
    public int outputChannels() {
        return channels;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        return input.after(CAUSAL, taps);
    }

    @Override
    public Value apply(Value x) {
        Value tables = x.builder().read(table().variable());
        if (taps == 1) {
            return rows(tables, x);
        }
        int steps = x.dim(0);
        Value sum = rows(Layout.at(tables, 0, taps - 1), x);
        for (int before = 1; before < Math.min(taps, steps); before++) {
            Value met = rows(Layout.at(tables, 0, taps - 1 - before), Layout.slice(x, 0, 0, steps - before));
            sum = Ops.add(Layout.pad(met, 1, before, 0, 0), sum);
        }
        return sum;
    }

    /** Returns the rows of codes {@code [time, batch]}, as {@code [channels, time, batch]}. */
    private static Value rows(Value table, Value codes) {
        return Layout.transpose(Layout.gather(table, codes), 2, 0, 1);
    }

    /** Remembers what the codes so far add to the steps that come. */
    @Override
    public Value step(Value x, StepMemory memory) {
        Value tables = x.builder().read(table().variable());
        return taps == 1 ? rows(tables, x) : memory.arrived(name, rows(stacked(tables), everyRow(x)));
    }

    /** Returns all tables below one another. */
    private Value stacked(Value tables) {
        return Layout.reshape(tables, taps * classes, channels);
    }

    /** Returns which rows of the stacked tables the codes of one step are, from the table of that step on to the oldest. */
    private Value everyRow(Value codes) {
        GraphBuilder builder = codes.builder();
        Shape shape = Shape.of(taps, codes.dim(1));
        Tensor firstRows = Tensor.zeros(TensorType.i32(taps));
        for (int before = 0; before < taps; before++) {
            firstRows.set(before, (taps - 1 - before) * classes);
        }
        return Ops.add(
                Ops.broadcast(builder.constant(firstRows), shape, 0), Ops.broadcast(Layout.at(codes, 0, 0), shape, 1));
    }
}
