package io.tidecast.bench.length;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Part;
import io.tidecast.models.train.Predictor;
import io.tidecast.models.train.ScoreSum;
import io.tidecast.models.train.TrainingGraph;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingStep;
import java.util.Objects;
import java.util.SequencedMap;

/** Refuses to time windows that are cut unless a cut one gives what the whole one gives. */
final class CutCheck {
    /** A length that is cut and yet not too large to be computed whole. */
    private static final int WINDOW = 40_000;

    private static final double TOLERANCE = 1e-3;
    private static final int[] ORDER = {0};

    private final Network network;
    private final TrainingOptions options;
    private final OneWindow examples;
    private final Batch batch;
    private final SequencedMap<Variable, Tensor> weights;
    private double squares;
    private double squaredDifferences;

    private CutCheck(Network network) {
        this.network = network;
        options = Subject.options(network, Update.by(new Sgd(0)));
        examples = new OneWindow(network);
        batch = new Batch(network, 1);
        examples.fill(ORDER, 0, 1, batch);
        weights = network.initialWeights(Subject.SEED);
    }

    /**
     * Compares a step of gradient descent, or a forecast.
     *
     * @throws FailureException if they disagree
     */
    static void require(Subject.Kind kind, Subject.Work work) {
        CutCheck check = new CutCheck(kind.over(WINDOW));
        try (Backend backend = Backends.open("cpu", new BackendOptions(1))) {
            switch (work) {
                case TRAINING -> check.compareSteps(backend);
                case INFERENCE -> check.compareForecasts(backend);
            }
        }
        double difference = Math.sqrt(check.squaredDifferences / check.squares);
        if (!(difference <= TOLERANCE)) {
            throw new FailureException(kind.title() + ": what " + WINDOW + " steps give when they are cut differs by "
                    + difference + " of its size from what they give whole, in " + work);
        }
    }

    private void compareSteps(Backend backend) {
        SequencedMap<Variable, Tensor> cut;
        try (VariableStore store = new VariableStore(backend, TrainingStep.variables(network, options))) {
            store.restore(weights);
            try (TrainingStep step = TrainingStep.compile(store, network, options)) {
                step.run(examples, ORDER, 0, 1, 1, 1, new ScoreSum());
            }
            cut = store.snapshot();
        }
        try (VariableStore store = new VariableStore(backend, network.variables())) {
            store.restore(weights);
            Graph step = TrainingGraph.step(network, batch, options.loss(), options.update());
            try (Program program = new Compiler(backend).compile(step).instantiate(store)) {
                program.set(TrainingGraph.INPUT, input());
                program.set(TrainingGraph.TARGET, target());
                program.set(TrainingGraph.WEIGHT, Tensor.filled(batch.weightType(), 1));
                program.set(TrainingGraph.STEP_SIZE, Tensor.filled(TensorType.f32(), 1));
                program.run();
            }
            weights.forEach((variable, before) -> {
                Tensor ofCut = Objects.requireNonNull(cut.get(variable));
                Tensor ofWhole = store.get(variable);
                for (int i = 0; i < before.type().size(); i++) {
                    add(ofWhole.get(i) - before.get(i), ofCut.get(i) - before.get(i));
                }
            });
        }
    }

    private void compareForecasts(Backend backend) {
        try (VariableStore store = new VariableStore(backend, network.variables())) {
            store.restore(weights);
            Tensor whole;
            Graph forecast = TrainingGraph.forecast(network, batch);
            try (Program program = new Compiler(backend).compile(forecast).instantiate(store)) {
                program.set(TrainingGraph.INPUT, input());
                program.run();
                whole = program.get(TrainingGraph.FORECAST);
            }
            try (Predictor predictor = new Predictor(store, network, 1)) {
                predictor.forEach(examples, (part, cut) -> compare(whole, part, cut));
            }
        }
    }

    private void compare(Tensor whole, Part part, float[] cut) {
        for (int channel = 0; channel < network.outputs(); channel++) {
            for (int step = part.known(); step < part.batch().timeMap().steps(); step++) {
                long at = (long) channel * network.window() + part.firstStep() + step;
                add(whole.get(at), cut[part.index(channel, step, 0)]);
            }
        }
    }

    private void add(double whole, double cut) {
        squares += whole * whole;
        squaredDifferences += (whole - cut) * (whole - cut);
    }

    private Tensor input() {
        return tensor(batch.inputType(), batch.inputs(), batch.inputCodes());
    }

    private Tensor target() {
        return tensor(batch.targetType(), batch.targets(), batch.targetCodes());
    }

    private static Tensor tensor(TensorType type, float[] numbers, int[] codes) {
        int[] dims = type.shape().dims();
        return type.dtype() == DType.I32 ? Tensor.of(codes, dims) : Tensor.of(numbers, dims);
    }
}
