package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Network;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A running average of a network's weights: it begins at the first ones, and after step t goes a part of the way to what
 * they have become, {@code a' = a + (1 − d)·(w − a)}. d is {@code (1 + t) / (10 + t)} until that reaches the decay, so
 * that the first weights are soon forgotten; see Polyak and Juditsky, "Acceleration of stochastic approximation by
 * averaging", 1992.
 */
final class WeightAverage implements AutoCloseable {
    private static final String SHARE = "share of the new";

    private final VariableStore store;
    private final Network network;
    private final double decay;
    private final Program program;
    private final MemorySegment share = MemorySegment.ofArray(new float[1]);

    /**
     * Compiles the average.
     *
     * @param store has the network's variables and {@link #variables}
     * @param decay from 0 to below 1
     */
    WeightAverage(VariableStore store, Network network, double decay) {
        this.store = store;
        this.network = network;
        this.decay = decay;
        program = plan(store.backend(), network).instantiate(store);
    }

    /** Returns the variables that hold the average, one for each of the network's. */
    static List<Variable> variables(Network network) {
        return network.variables().stream().map(WeightAverage::of).toList();
    }

    /** Plans the average, and takes no memory of the backend. */
    static Plan plan(Backend backend, Network network) {
        GraphBuilder builder = new GraphBuilder(network.name() + " average");
        Value share = builder.input(SHARE, TensorType.f32());
        for (Variable parameter : network.variables()) {
            Value average = builder.read(of(parameter));
            Value way = Ops.subtract(builder.read(parameter), average);
            builder.assign(of(parameter), Ops.add(average, Ops.multiply(way, share)));
        }
        return new Compiler(backend).compile(builder.build());
    }

    private static Variable of(Variable parameter) {
        return new Variable(parameter.name() + "/average", parameter.type());
    }

    /** Lets the average be what given weights are. */
    void begin(SequencedMap<Variable, Tensor> weights) {
        weights.forEach((parameter, value) -> store.set(of(parameter), value));
    }

    /**
     * Follows the weights after a step. Allocates nothing.
     *
     * @param step counted from 1
     */
    void follow(long step) {
        double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
        share.set(ValueLayout.JAVA_FLOAT, 0, (float) (1 - kept));
        program.set(SHARE, share);
        program.run();
    }

    /** Returns the average by the variables that it is of. */
    SequencedMap<Variable, Tensor> values() {
        SequencedMap<Variable, Tensor> values = new LinkedHashMap<>();
        network.variables().forEach(parameter -> values.put(parameter, store.get(of(parameter))));
        return values;
    }

    @Override
    public void close() {
        program.close();
    }
}
