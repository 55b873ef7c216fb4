package io.tidecast.models.verify;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compare.OpDifference;
import io.tidecast.core.compare.Replay;
import io.tidecast.core.compare.ReplayResult;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.DropoutKey;
import io.tidecast.models.train.TrainingGraph;
import io.tidecast.models.train.TrainingOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** One training step replayed op by op on a backend and the reference, to find which op a difference comes from. */
final class StepReplay {
    private final SequencedMap<Variable, Tensor> variables;
    private final ReplayResult result;

    /**
     * Replays a step.
     *
     * @param tolerance the largest relative difference of an op that is all right
     * @param variables weights and optimiser's state before it
     */
    StepReplay(
            Backend candidate,
            Backend reference,
            double tolerance,
            Network network,
            TrainingOptions options,
            SequencedMap<Variable, Tensor> variables,
            Batches batches) {
        this.variables = variables;
        Batch batch = batches.batch(network);
        Graph graph = TrainingGraph.step(network, batch, options.loss(), options.update(), options.dropout(), true);
        Map<String, Tensor> inputs = batch.tensors();
        inputs.put(TrainingGraph.STEP_SIZE, Tensor.filled(TensorType.f32(), batches.stepSize()));
        inputs.putAll(DropoutKey.tensors(options, batches.number()));
        result = new Replay(candidate, reference, tolerance).of(graph, inputs, variables);
    }

    /** Returns the op to blame for the difference of one thing; empty where it depends on none. */
    Optional<Suspect> suspect(Measured measured) {
        Optional<OpDifference> culprit = switch (measured.quantity()) {
            case LOSS -> result.culpritOfOutput(TrainingGraph.LOSS_SUM);
            case GRADIENT -> result.culpritOfOutput(TrainingGraph.gradientOf(variable(measured)));
            case STATE, WEIGHTS -> result.culpritOfVariable(variable(measured));
        };
        return culprit.map(found -> Suspect.of(found, result.isBeyond(found)));
    }

    /** Returns how far the ops are apart, each by itself. */
    OpsFinding ops(int step) {
        List<OpDifference> ops = result.differences();
        OpDifference farthest = ops.stream()
                .filter(result::isBeyond)
                .findFirst()
                .or(() -> ops.stream().max(Comparator.comparingDouble(OpDifference::relative)))
                .orElseThrow();
        return new OpsFinding(step, ops.size(), Suspect.of(farthest, result.isBeyond(farthest)));
    }

    private Variable variable(Measured measured) {
        return variables.keySet().stream()
                .filter(variable -> variable.name().equals(measured.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the step has no variable " + measured.name()));
    }
}
