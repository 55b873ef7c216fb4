package io.tidecast.models.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import io.tidecast.core.random.Philox;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack, its residuals scaled and a part of its inputs dropped, beside its formula worked out number by number. */
class GatedStackTest {
    private static final int CHANNELS = 3;
    private static final int SKIPS = 4;
    private static final int TAPS = 2;
    private static final int STEPS = 7;
    private static final int BATCH = 2;
    private static final List<Integer> DILATIONS = List.of(1, 2, 1, 3);
    private static final double STEP = 1e-6;
    private static final int[] SEED = {-3, 12};
    private static final int RUN = 5;

    @ParameterizedTest
    @CsvSource({
        "ejml, 1, 0",
        "ejml, 0.70710678, 0",
        "ejml, 0.2, 0",
        "cpu, 0.70710678, 0",
        "ejml, 1, 0.25",
        "ejml, 0.70710678, 0.4",
        "cpu, 0.70710678, 0.4"
    })
    void numbersAndGradientsAreThoseOfTheFormula(String backendName, double scale, double dropped) {
        GatedStack stack =
                new GatedStack("gated", CHANNELS, SKIPS, TAPS, DILATIONS, Conditions.NONE, scale, Optional.empty());
        SplittableRandom random = new SplittableRandom(3);
        Tensor x = Tensor.gaussian(TensorType.f32(CHANNELS, STEPS, BATCH), 1, random);
        Tensor weights = Tensor.gaussian(TensorType.f32(SKIPS, STEPS, BATCH), 1, random);
        SequencedMap<Variable, Tensor> parameters = new LinkedHashMap<>();
        stack.parameters()
                .forEach(parameter -> parameters.put(
                        parameter.variable(),
                        Tensor.gaussian(parameter.variable().type(), 0.7, random)));
        Formula formula = new Formula(scale, dropped, x, weights, parameters);
        double expected = formula.value();

        GraphBuilder builder = new GraphBuilder("stack");
        Value given = builder.input("x", x.type());
        Told told = dropped == 0 ? Told.NOTHING : Told.NOTHING.dropping(Dropout.inputs(builder, dropped));
        Value sum = Ops.sumAll(Ops.multiply(stack.apply(given, told), builder.constant(weights)));
        builder.output("sum", sum);
        List<Value> sources = new ArrayList<>(List.of(given));
        parameters.keySet().forEach(variable -> sources.add(builder.read(variable)));
        List<Value> gradients = Differentiator.gradient(sum, sources);
        for (int i = 0; i < gradients.size(); i++) {
            builder.output("gradient" + i, gradients.get(i));
        }
        try (Backend backend = Backends.open(backendName);
                VariableStore store = new VariableStore(backend, parameters.keySet());
                Program program = new Compiler(backend).compile(builder.build()).instantiate(store)) {
            store.restore(parameters);
            program.set("x", x);
            if (dropped > 0) {
                program.set(Dropout.SEED, Tensor.of(SEED, SEED.length));
                program.set(Dropout.RUN, Tensor.of(TensorType.i32(), RUN));
            }
            program.run();
            assertEquals(expected, program.get("sum").get(0), 2e-6 * Math.max(1, Math.abs(expected)));
            List<Tensor> operands = new ArrayList<>(List.of(x));
            operands.addAll(parameters.values());
            for (int i = 0; i < operands.size(); i++) {
                Tensor found = program.get("gradient" + i);
                for (int element = 0; element < found.type().size(); element += 5) {
                    double slope = formula.slope(operands.get(i), element);
                    assertEquals(slope, found.get(element), 1e-5 * Math.max(1, Math.abs(slope)), sources.get(i) + "");
                }
            }
        }
    }

    /** The weighted sum of what a stack gives, in double precision. */
    private record Formula(
            double scale, double dropped, Tensor x, Tensor weights, SequencedMap<Variable, Tensor> parameters) {
        /** Returns the central difference by an element of one of the tensors, which is then as it was. */
        double slope(Tensor operand, int element) {
            Moved above = new Moved(operand, element, STEP);
            Moved below = new Moved(operand, element, -STEP);
            return (value(above) - value(below)) / (2 * STEP);
        }

        double value() {
            return value(new Moved(x, 0, 0));
        }

        private double value(Moved moved) {
            double sum = 0;
            for (int voice = 0; voice < BATCH; voice++) {
                double[][] led = new double[STEPS][CHANNELS];
                double[][] skips = new double[STEPS][SKIPS];
                for (int step = 0; step < STEPS; step++) {
                    for (int channel = 0; channel < CHANNELS; channel++) {
                        led[step][channel] = moved.of(x, (channel * STEPS + step) * BATCH + voice);
                    }
                }
                for (int layer = 0; layer < DILATIONS.size(); layer++) {
                    led = layer(moved, layer, led, kept(led, layer, voice), skips);
                }
                for (int step = 0; step < STEPS; step++) {
                    for (int skip = 0; skip < SKIPS; skip++) {
                        double y = Math.max(0, skips[step][skip] + moved.of(parameter("skip_bias"), skip));
                        sum += y * weights.get((skip * STEPS + step) * BATCH + voice);
                    }
                }
            }
            return sum;
        }

        /** Returns what is not dropped of a layer's input, by Philox's words themselves. */
        private double[][] kept(double[][] led, int layer, int voice) {
            double[][] kept = new double[STEPS][CHANNELS];
            int[] words = new int[4];
            for (int step = 0; step < STEPS; step++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int element = (channel * STEPS + step) * BATCH + voice;
                    Philox.draw(element / 4, RUN, layer, 0, SEED[0], SEED[1], words, 0);
                    boolean isKept = Philox.unitFloat(words[element % 4]) < 1 - dropped;
                    kept[step][channel] = isKept ? led[step][channel] / (1 - dropped) : 0;
                }
            }
            return kept;
        }

        /** Adds a layer's skips, and returns what it leads to the next one. */
        private double[][] layer(Moved moved, int layer, double[][] led, double[][] read, double[][] skips) {
            String scope = "layer" + (layer + 1) + "/";
            double[][] next = new double[STEPS][CHANNELS];
            for (int step = 0; step < STEPS; step++) {
                double[] sums = new double[2 * CHANNELS];
                for (int filter = 0; filter < sums.length; filter++) {
                    sums[filter] = moved.of(parameter(scope + "bias"), filter);
                    for (int tap = 0; tap < TAPS; tap++) {
                        int met = step - (TAPS - 1 - tap) * DILATIONS.get(layer);
                        for (int channel = 0; met >= 0 && channel < CHANNELS; channel++) {
                            int at = (tap * CHANNELS + channel) * sums.length + filter;
                            sums[filter] += moved.of(parameter(scope + "kernel"), at) * read[met][channel];
                        }
                    }
                }
                double[] z = new double[CHANNELS];
                for (int gate = 0; gate < CHANNELS; gate++) {
                    z[gate] = Math.tanh(sums[gate]) / (1 + Math.exp(-sums[CHANNELS + gate]));
                    for (int skip = 0; skip < SKIPS; skip++) {
                        int at = (layer * CHANNELS + gate) * SKIPS + skip;
                        skips[step][skip] += moved.of(parameter("skip_kernel"), at) * z[gate];
                    }
                }
                for (int channel = 0; layer < DILATIONS.size() - 1 && channel < CHANNELS; channel++) {
                    double added = moved.of(parameter(scope + "residual_bias"), channel);
                    for (int gate = 0; gate < CHANNELS; gate++) {
                        added += moved.of(parameter(scope + "residual_kernel"), gate * CHANNELS + channel) * z[gate];
                    }
                    next[step][channel] = scale * (led[step][channel] + added);
                }
            }
            return next;
        }

        private Tensor parameter(String name) {
            return parameters.entrySet().stream()
                    .filter(entry -> entry.getKey().name().equals("gated/" + name))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }
    }

    /** Tensors, one element of one of which is moved a little. */
    private record Moved(Tensor operand, int element, double by) {
        @SuppressWarnings("ReferenceEquality") // tensors of the same elements are different operands
        double of(Tensor tensor, int index) {
            return tensor.get(index) + (tensor == operand && index == element ? by : 0);
        }
    }
}
