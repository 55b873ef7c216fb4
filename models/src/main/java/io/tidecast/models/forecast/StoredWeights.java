package io.tidecast.models.forecast;

import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Weights out of a file, none of them believed before they are checked. */
public final class StoredWeights {
    private StoredWeights() {}

    /**
     * Returns a value for each of a network's variables.
     *
     * @param file where they come from, for messages
     * @throws InputException if one is missing, of another type or not finite, or there are others
     */
    public static SequencedMap<Variable, Tensor> of(Path file, Network network, Map<String, Tensor> tensors) {
        SequencedMap<Variable, Tensor> weights = new LinkedHashMap<>();
        for (Variable variable : network.variables()) {
            Tensor tensor = tensors.get(variable.name());
            if (tensor == null || !tensor.type().equals(variable.type())) {
                throw new InputException(file + ": weights " + variable.name() + ": found "
                        + (tensor == null ? "none" : tensor.type()) + ", expected " + variable.type()
                        + " for its architecture; the file is damaged or was not written by Tidecast");
            }
            requireFinite(file, variable, tensor);
            weights.put(variable, tensor);
        }
        if (tensors.size() > weights.size()) {
            throw new InputException(file + ": holds " + tensors.size() + " tensors, expected the " + weights.size()
                    + " of its architecture; the file is damaged or was not written by Tidecast");
        }
        return weights;
    }

    private static void requireFinite(Path file, Variable variable, Tensor tensor) {
        for (long i = 0; i < tensor.type().size(); i++) {
            if (!Double.isFinite(tensor.get(i))) {
                throw new InputException(file + ": weights " + variable.name() + ": found " + tensor.get(i)
                        + " at index " + i + ", expected finite numbers; train the model again");
            }
        }
    }
}
