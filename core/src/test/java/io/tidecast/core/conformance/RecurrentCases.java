package io.tidecast.core.conformance;

import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.composite.Lstm;
import io.tidecast.core.composite.SimpleRnn;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Cases of the composites that carry a state along a sequence. */
final class RecurrentCases {
    private static final double OF_STATES = 2e-5;
    private static final double OF_GRADIENTS = 1e-4;

    /** The extents of a recurrent layer. */
    private record Extents(int channels, int units, int time, int batch) {}

    private static final Extents[] EXTENTS = {
        new Extents(1, 1, 1, 1),
        new Extents(3, 5, 1, 7),
        new Extents(5, 3, 7, 1),
        new Extents(7, 17, 17, 3),
        new Extents(17, 7, 5, 33),
        new Extents(2, 33, 9, 17),
        new Extents(20, 20, 24, 32),
        new Extents(3, 8, 5, 96)
    };

    private RecurrentCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (Extents extents : EXTENTS) {
            addGru(cases, new Samples(71), extents);
            addOthers(cases, new Samples(72), extents);
        }
        return cases;
    }

    private static void addGru(List<OpCase> cases, Samples samples, Extents extents) {
        int units = extents.units();
        Tensor x = samples.gaussian(extents.channels(), extents.time(), extents.batch());
        Tensor kernel = samples.scaled(1 / Math.sqrt(extents.channels()), extents.channels(), 3 * units);
        Tensor recurrent = samples.scaled(1 / Math.sqrt(units), units, 3 * units);
        Tensor bias = samples.scaled(0.5, 2, 3 * units);
        Tensor first = samples.gaussian(units, extents.batch());
        Tensor dy = samples.gaussian(units, extents.time(), extents.batch());
        cases.add(OpCase.of(new Gru(false), x, kernel, recurrent, bias, first).within(OF_STATES));
        cases.add(OpCase.of(new Gru(true), x, kernel, recurrent, bias, first)
                .within(OF_STATES)
                .comparing(1));
        for (boolean inputGradient : new boolean[] {false, true}) {
            cases.add(OpCase.of(new GruGradient(inputGradient), x, kernel, recurrent, bias, first, dy)
                    .prepared(RecurrentCases::afterForward)
                    .within(OF_GRADIENTS)
                    .withoutGradient());
        }
    }

    /** Returns the five inputs of a GRU, its two outputs and the gradient by the first. */
    private static List<Value> afterForward(GraphBuilder builder, List<Value> inputs) {
        List<Value> forward = inputs.subList(0, 5);
        List<Value> operands = new ArrayList<>(forward);
        operands.addAll(builder.applyAll(new Gru(true), forward));
        operands.add(inputs.get(5));
        return operands;
    }

    private static void addOthers(List<OpCase> cases, Samples samples, Extents extents) {
        int channels = extents.channels();
        int units = extents.units();
        int batch = extents.batch();
        Tensor x = samples.gaussian(channels, extents.time(), batch);
        Tensor[] ofLstm = {
            x,
            samples.scaled(1 / Math.sqrt(channels), channels, 4 * units),
            samples.scaled(1 / Math.sqrt(units), units, 4 * units),
            samples.scaled(0.5, 4 * units),
            samples.gaussian(units, batch),
            samples.gaussian(units, batch)
        };
        for (boolean handingOn : new boolean[] {false, true}) {
            cases.add(OpCase.of(new Lstm(handingOn), ofLstm).within(OF_STATES));
        }
        cases.add(OpCase.of(
                        new SimpleRnn(),
                        x,
                        samples.scaled(1 / Math.sqrt(channels), channels, units),
                        samples.scaled(1 / Math.sqrt(units), units, units),
                        samples.scaled(0.5, units),
                        samples.gaussian(units, batch))
                .within(OF_STATES));
    }
}
