package io.tidecast.bench;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;

/** A program on a backend of its own, with inputs set, ready to run again and again. */
public final class Workload implements AutoCloseable {
    private static final long SEED = 11;
    private static final double STEP_SIZE = 1e-4;

    private final Backend backend;
    private final VariableStore store;
    private final Program program;

    private Workload(Backend backend, Graph graph, List<Variable> variables, SequencedMap<Variable, Tensor> values) {
        this.backend = backend;
        store = new VariableStore(backend, variables);
        store.restore(values);
        program = new Compiler(backend).compile(graph).instantiate(store);
    }

    /** Returns a network's training step on random windows: forward, backward and Adam. */
    public static Workload training(String backend, int threads, Network network, int batchSize) {
        Update update = Update.by(Adam.KERAS);
        Batch batch = new Batch(network, batchSize);
        List<Variable> variables = new ArrayList<>(network.variables());
        variables.addAll(update.state(network.variables()));
        Workload workload = new Workload(
                open(backend, threads),
                TrainingGraph.step(network, batch, Loss.MSE, update),
                variables,
                network.initialWeights(SEED));
        SplittableRandom random = new SplittableRandom(SEED);
        workload.program.set(TrainingGraph.INPUT, Tensor.gaussian(batch.inputType(), 0.5, random));
        workload.program.set(TrainingGraph.TARGET, Tensor.gaussian(batch.targetType(), 0.5, random));
        workload.program.set(TrainingGraph.WEIGHT, Tensor.filled(batch.weightType(), 1));
        workload.program.set(TrainingGraph.STEP_SIZE, Tensor.filled(TensorType.f32(), STEP_SIZE));
        return workload;
    }

    /** Returns a network's forecast from random windows. */
    public static Workload inference(String backend, int threads, Network network, int batchSize) {
        Batch batch = new Batch(network, batchSize);
        Workload workload = new Workload(
                open(backend, threads),
                TrainingGraph.forecast(network, batch),
                network.variables(),
                network.initialWeights(SEED));
        SplittableRandom random = new SplittableRandom(SEED);
        workload.program.set(TrainingGraph.INPUT, Tensor.gaussian(batch.inputType(), 0.5, random));
        return workload;
    }

    /** Returns an operation on given operands. */
    public static Workload operation(String backend, int threads, Composite op, List<Tensor> operands) {
        GraphBuilder builder = new GraphBuilder(op.name());
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            inputs.add(builder.input(operand(i), operands.get(i).type()));
        }
        List<Value> outputs = builder.applyAll(op, inputs);
        for (int i = 0; i < outputs.size(); i++) {
            builder.output(result(i), outputs.get(i));
        }
        Workload workload = new Workload(open(backend, threads), builder.build(), List.of(), new LinkedHashMap<>());
        for (int i = 0; i < operands.size(); i++) {
            workload.program.set(operand(i), operands.get(i));
        }
        return workload;
    }

    /** Computes once. */
    public void run() {
        program.run();
    }

    /** Returns a copy of an operation's output. */
    public Tensor output(int index) {
        return program.get(result(index));
    }

    private static Backend open(String backend, int threads) {
        return Backends.open(backend, new BackendOptions(threads));
    }

    private static String operand(int index) {
        return "operand" + index;
    }

    private static String result(int index) {
        return "result" + index;
    }

    @Override
    public void close() {
        program.close();
        store.close();
        backend.close();
    }
}
