package io.tidecast.models.measure;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.TrainingGraph;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A task's program on a backend of its own, ready to run again and again. */
public final class Workload implements Entry {
    private static final Adam ADAM = Adam.KERAS;

    private final Task task;
    private final Given given;
    private final Backend backend;
    private final VariableStore store;
    private final Program program;
    private final String result;
    private final MemorySegment fetched;

    private Workload(Task task, Given given, Backend backend, Graph graph, List<Variable> variables) {
        this.task = task;
        this.given = given;
        this.backend = backend;
        store = new VariableStore(backend, variables);
        store.restore(given.weights());
        program = new Compiler(backend).compile(graph).instantiate(store);
        program.set(TrainingGraph.INPUT, given.input());
        result = switch (task.kind()) {
            case TRAINING -> TrainingGraph.LOSS_SUM;
            case INFERENCE -> TrainingGraph.FORECAST;
        };
        fetched = program.get(result).segment();
    }

    /**
     * Compiles a task for a backend.
     *
     * @throws io.tidecast.core.error.InputException if the backend cannot run here, or not with these options
     */
    public static Workload of(Task task, String backend, BackendOptions options) {
        Backend opened = Backends.open(backend, options);
        return switch (task.kind()) {
            case TRAINING -> training(task, opened);
            case INFERENCE -> inference(task, opened);
        };
    }

    private static Workload training(Task task, Backend backend) {
        Update update = Update.by(ADAM);
        Batch batch = task.batch();
        List<Variable> parameters = task.network().variables();
        List<Variable> variables = new ArrayList<>(parameters);
        variables.addAll(update.state(parameters));
        Given given = Given.of(task);
        Graph graph = TrainingGraph.step(task.network(), batch, task.loss(), update);
        Workload workload = new Workload(task, given, backend, graph, variables);
        workload.program.set(TrainingGraph.TARGET, given.target());
        workload.program.set(TrainingGraph.WEIGHT, Tensor.filled(batch.weightType(), 1));
        workload.program.set(
                TrainingGraph.STEP_SIZE, Tensor.filled(TensorType.f32(), ADAM.stepSize(1, Given.LEARNING_RATE)));
        return workload;
    }

    private static Workload inference(Task task, Backend backend) {
        Graph graph = TrainingGraph.forecast(task.network(), task.batch());
        return new Workload(task, Given.of(task), backend, graph, task.network().variables());
    }

    @Override
    public Outcome first() {
        run();
        return switch (task.kind()) {
            case TRAINING -> trained();
            case INFERENCE -> {
                SequencedMap<String, Tensor> values = new LinkedHashMap<>();
                values.put(Outcome.FORECAST, program.get(TrainingGraph.FORECAST));
                yield new Outcome(values);
            }
        };
    }

    /** From moments that were zero, one step leaves the gradient times 1 − β₁ as the first. */
    private Outcome trained() {
        SequencedMap<String, Tensor> values = new LinkedHashMap<>();
        double loss = program.get(TrainingGraph.LOSS_SUM).get(0)
                / program.get(TrainingGraph.WEIGHT_SUM).get(0);
        values.put(Outcome.LOSS, Tensor.of(TensorType.f64(), loss));
        given.weights().forEach((variable, before) -> {
            Tensor gradient = store.get(ADAM.state(variable).getFirst());
            Tensor step = store.get(variable);
            for (int i = 0; i < step.type().size(); i++) {
                gradient.set(i, gradient.get(i) / (1 - ADAM.beta1()));
                step.set(i, step.get(i) - before.get(i));
            }
            values.put(Outcome.GRADIENT_OF + variable.name(), gradient);
            values.put(Outcome.STEP_OF + variable.name(), step);
        });
        return new Outcome(values);
    }

    @Override
    public void run() {
        program.run();
    }

    /** Fetches a result, which all that was begun comes before. */
    @Override
    public void finish() {
        program.get(result, fetched);
    }

    @Override
    public void close() {
        program.close();
        store.close();
        backend.close();
    }
}
