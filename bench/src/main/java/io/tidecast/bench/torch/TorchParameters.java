package io.tidecast.bench.torch;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.ToIntFunction;

/** A network's weights in libtorch's shapes, and where each of their elements stands in Keras'. */
final class TorchParameters {
    /** A parameter and, for each of its elements in order, the element of the variable that it is. */
    private static final class Slot {
        private final Variable variable;
        private final org.bytedeco.pytorch.Tensor value;
        private final int[] places;

        Slot(Variable variable, org.bytedeco.pytorch.Tensor value, int... places) {
            this.variable = variable;
            this.value = value;
            this.places = places;
        }
    }

    private final Given given;
    private final List<Slot> slots = new ArrayList<>();

    TorchParameters(Given given) {
        this.given = given;
    }

    /**
     * Adds a parameter.
     *
     * @param name of the variable whose elements it has
     * @param place tells for a position in the parameter which element of the variable stands there
     * @param dims the parameter's shape
     */
    org.bytedeco.pytorch.Tensor add(String name, ToIntFunction<int[]> place, int... dims) {
        Variable variable = given.weights().sequencedKeySet().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no variable " + name));
        int[] places = new int[size(dims)];
        int[] index = new int[dims.length];
        for (int element = 0; element < places.length; element++) {
            places[element] = place.applyAsInt(index);
            for (int axis = dims.length - 1; axis >= 0 && ++index[axis] == dims[axis]; axis--) {
                index[axis] = 0;
            }
        }
        Tensor weights = Objects.requireNonNull(given.weights().get(variable));
        float[] elements = new float[places.length];
        for (int element = 0; element < places.length; element++) {
            elements[element] = (float) weights.get(places[element]);
        }
        org.bytedeco.pytorch.Tensor value = TorchTensors.of(elements, dims);
        value.requires_grad_(true);
        slots.add(new Slot(variable, value, places));
        return value;
    }

    /** Adds a parameter that is a vector, or a stretch of one. */
    org.bytedeco.pytorch.Tensor vector(String name, int from, int size) {
        return add(name, index -> from + index[0], size);
    }

    /** Adds a matrix {@code [outputs, inputs]} from a variable's rows {@code [from .. from + inputs, outputs]}. */
    org.bytedeco.pytorch.Tensor transposed(String name, int from, int inputs, int outputs) {
        return add(name, index -> (from + index[1]) * outputs + index[0], outputs, inputs);
    }

    /** Adds a kernel {@code [filters, channels, taps]} from a variable {@code [taps, channels, filters]}. */
    org.bytedeco.pytorch.Tensor kernel(String name, int taps, int channels, int filters) {
        return add(name, index -> (index[2] * channels + index[1]) * filters + index[0], filters, channels, taps);
    }

    /** Adds a matrix {@code [filters, taps · channels]} from a variable {@code [taps, channels, filters]}. */
    org.bytedeco.pytorch.Tensor flatKernel(String name, int taps, int channels, int filters) {
        return transposed(name, 0, taps * channels, filters);
    }

    /** Returns the parameters in the order they were added. */
    List<org.bytedeco.pytorch.Tensor> values() {
        return slots.stream().map(slot -> slot.value).toList();
    }

    /** Returns the outcome of the first step, from the loss before it and the gradients and parameters after it. */
    Outcome outcome(double loss) {
        SequencedMap<String, Tensor> values = new LinkedHashMap<>();
        values.put(Outcome.LOSS, Tensor.of(new double[] {loss}));
        given.weights().forEach((variable, before) -> {
            Tensor gradient = Tensor.zeros(variable.type());
            Tensor step = Tensor.zeros(variable.type());
            for (Slot slot : slots) {
                if (slot.variable.equals(variable)) {
                    float[] gradients = TorchTensors.floats(slot.value.grad());
                    float[] after = TorchTensors.floats(slot.value);
                    for (int i = 0; i < after.length; i++) {
                        int place = slot.places[i];
                        gradient.set(place, gradients[i]);
                        step.set(place, after[i] - before.get(place));
                    }
                }
            }
            values.put(Outcome.GRADIENT_OF + variable.name(), gradient);
            values.put(Outcome.STEP_OF + variable.name(), step);
        });
        return new Outcome(values);
    }

    private static int size(int... dims) {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }
}
