package io.tidecast.models.measure;

import io.tidecast.core.type.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What came out of the first run from what was given. Of training: the loss, and by variable the gradient and the step
 * that Adam made; of inference: the forecast {@code [outputs, steps, batch]}.
 *
 * @param values by name, see the constants
 */
public record Outcome(SequencedMap<String, Tensor> values) {
    /** The name of the loss, a scalar. */
    public static final String LOSS = "loss";

    /** The name of the forecast. */
    public static final String FORECAST = "forecast";

    /** What the names of gradients begin with; a variable's name follows. */
    public static final String GRADIENT_OF = "gradient of ";

    /** What the names of steps begin with; a variable's name follows. */
    public static final String STEP_OF = "step of ";

    /** Nothing, from what computes nothing to compare. */
    public static final Outcome NONE = new Outcome(new LinkedHashMap<>());

    /** Copies the map. */
    public Outcome {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }
}
