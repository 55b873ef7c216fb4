package io.tidecast.core.composite;

import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Loop;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit over a sequence, as Keras computes it with {@code reset_after=True}: from
 * {@code x [channels, time, batch]}, {@code kernel [channels, 3u]}, {@code recurrent [u, 3u]}, {@code bias [2, 3u]} (of
 * the input, then of the recurrence) and the first state {@code h0 [u, batch]} to all states {@code y [u, time, batch]}.
 * Columns stand in the order z, r, h:
 *
 * <pre>
 * z = σ(x·W_z + b_z + h·U_z + c_z)        r = σ(x·W_r + b_r + h·U_r + c_r)
 * q = h·U_h + c_h                         g = tanh(x·W_h + b_h + r ⊙ q)
 * h' = z ⊙ h + (1 − z) ⊙ g
 * </pre>
 *
 * See Cho et al., arXiv:1406.1078, with the reset gate applied after the product as in cuDNN.
 *
 * @param saving whether {@code saved [time, 4u, batch]}, the rows z, r, g and q of each step, is a second output, which
 *     the gradient reads; in which order its elements lie is left to the backend
 */
public record Gru(boolean saving) implements Composite {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        TensorType y = Recurrence.infer(inputs, 3, 2, 1);
        Shape states = y.shape();
        Shape saved = Shape.of(states.dim(1), 4 * states.dim(0), states.dim(2));
        return saving ? List.of(y, y.withShape(saved)) : List.of(y);
    }

    @Override
    public int comparableOutputs() {
        return 1;
    }

    @Override
    public Op trimmed(int count) {
        return saving && count <= 1 ? new Gru(false) : this;
    }

    @Override
    public List<Value> decompose(GraphBuilder builder, List<Value> inputs) {
        Value recurrent = inputs.get(2);
        Value bias = inputs.get(3);
        int units = recurrent.dim(0);
        int batch = inputs.getFirst().dim(2);
        Value projected = Recurrence.project(inputs.get(0), inputs.get(1), Layout.at(bias, 0, 0));
        Value recurrentBias = Ops.broadcast(Layout.at(bias, 0, 1), Shape.of(3 * units, batch), 0);
        return Loop.scan(
                        List.of(inputs.get(4)),
                        List.of(new Loop.Along(projected, 1)),
                        List.of(recurrent, recurrentBias),
                        false,
                        (carries, slices, constants) -> step(carries.getFirst(), slices.getFirst(), constants, units))
                .stacked();
    }

    private Loop.StepResult step(Value h, Value input, List<Value> constants, int units) {
        Value hidden = Ops.add(Ops.matmul(constants.get(0), true, h, false), constants.get(1));
        Value z = Ops.sigmoid(Ops.add(rows(input, 0, units), rows(hidden, 0, units)));
        Value r = Ops.sigmoid(Ops.add(rows(input, 1, units), rows(hidden, 1, units)));
        Value q = rows(hidden, 2, units);
        Value g = Ops.tanh(Ops.add(rows(input, 2, units), Ops.multiply(r, q)));
        Value next = Ops.add(Ops.multiply(z, h), Ops.multiply(Ops.subtract(1, z), g));
        List<Loop.Along> emitted = new ArrayList<>();
        emitted.add(new Loop.Along(next, 1));
        if (saving) {
            emitted.add(new Loop.Along(Layout.concat(0, z, r, g, q), 0));
        }
        return new Loop.StepResult(List.of(next), emitted);
    }

    private static Value rows(Value gates, int gate, int units) {
        return Layout.slice(gates, 0, gate * units, (gate + 1) * units);
    }

    @Override
    public Optional<List<@Nullable Value>> gradient(
            GraphBuilder builder, List<Value> inputs, List<Value> outputs, List<@Nullable Value> outputGradients) {
        Value dy = outputGradients.getFirst();
        if (!saving || dy == null || outputGradients.get(1) != null) {
            return Optional.empty();
        }
        List<Value> operands = new ArrayList<>(inputs);
        operands.addAll(outputs);
        operands.add(dy);
        List<Value> all = builder.applyAll(new GruGradient(true), operands);
        List<@Nullable Value> gradients = new ArrayList<>();
        gradients.add(all.get(4));
        gradients.addAll(all.subList(0, 4));
        return Optional.of(gradients);
    }
}
