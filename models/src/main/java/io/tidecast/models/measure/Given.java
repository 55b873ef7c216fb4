package io.tidecast.models.measure;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Signal;
import io.tidecast.models.train.Batch;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/**
 * What a task starts from, the same for all who compute it.
 *
 * @param weights of the network, by variable, in Keras' shapes; no bias is zero
 * @param input the windows: numbers {@code [channels, window, batch]} or codes {@code [window, batch]}
 * @param target what should come out: {@code [outputs, steps, batch]} or codes {@code [steps, batch]}
 */
public record Given(SequencedMap<Variable, Tensor> weights, Tensor input, Tensor target) {
    /** The step size of training, Adam's α. */
    public static final double LEARNING_RATE = 1e-4;

    private static final long SEED = 11;
    private static final double SPREAD = 0.5;

    /** Draws what a task starts from. */
    public static Given of(Task task) {
        SplittableRandom random = new SplittableRandom(SEED);
        SequencedMap<Variable, Tensor> weights = new LinkedHashMap<>();
        task.network().initialWeights(SEED).forEach((variable, first) -> weights.put(variable, lively(first, random)));
        Batch batch = task.batch();
        return new Given(
                weights,
                draw(task.network().input(), batch.inputType(), random),
                draw(task.network().target(), batch.targetType(), random));
    }

    private static Tensor draw(Signal signal, TensorType type, SplittableRandom random) {
        return switch (signal) {
            case Signal.Channels _ -> Tensor.gaussian(type, SPREAD, random);
            case Signal.Codes codes -> {
                Tensor drawn = Tensor.zeros(type.withDType(DType.I32));
                for (int i = 0; i < type.size(); i++) {
                    drawn.set(i, random.nextInt(codes.classes()));
                }
                yield drawn;
            }
        };
    }

    /** What starts as zeros would hide mistakes in how it is used. */
    private static Tensor lively(Tensor first, SplittableRandom random) {
        for (int i = 0; i < first.type().size(); i++) {
            if (first.get(i) != 0) {
                return first;
            }
        }
        return Tensor.gaussian(first.type(), 0.1, random);
    }
}
