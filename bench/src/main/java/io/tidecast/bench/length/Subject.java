package io.tidecast.bench.length;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.optim.Update;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Signal;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.LearningRate;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.Predictor;
import io.tidecast.models.train.ScoreSum;
import io.tidecast.models.train.TrainingGraph;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingStep;
import java.util.List;
import java.util.Locale;

/** A training step or a forecast of one window on a backend of its own, ready to run again and again. */
final class Subject implements AutoCloseable {
    static final long SEED = 1;
    private static final double LEARNING_RATE = 1e-4;
    private static final List<Integer> DILATIONS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);

    private final int window;
    private final Backend backend;
    private final VariableStore store;
    private final Runnable closing;
    private final Runnable once;
    private final long programBytes;

    private Subject(int window, Backend backend, VariableStore store, Runnable once, Runnable closing, long bytes) {
        this.window = window;
        this.backend = backend;
        this.store = store;
        this.once = once;
        this.closing = closing;
        this.programBytes = bytes;
    }

    /** Which network. */
    enum Kind {
        /** ReLU convolutions of 32 filters, one number in and one out. */
        WAVENET("WaveNet, 10 layers, 32 filters"),
        /** The paper's gated layers over 256 classes, with 64 residual and 128 skip channels. */
        GATED_WAVENET("gated WaveNet, 10 layers, 64 residual, 128 skip, 256 classes");

        private static final int CLASSES = 256;

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** Returns the name as people type it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Network over(int window) {
            return switch (this) {
                case WAVENET -> new WaveNet(32, 2, DILATIONS, 1).build(1, 1, window);
                case GATED_WAVENET -> new GatedWaveNet(64, 128, 2, DILATIONS, 1).ofCodes(CLASSES, window);
            };
        }
    }

    /** What is done with it. */
    enum Work {
        /** Forward, backward and Adam. */
        TRAINING,
        /** Forward alone. */
        INFERENCE
    }

    /** Makes a window's work ready on backend {@code cpu}. */
    static Subject of(Kind kind, Work work, int window) {
        Network network = kind.over(window);
        Backend backend = Backends.open("cpu", new BackendOptions(1));
        return switch (work) {
            case TRAINING -> training(network, backend);
            case INFERENCE -> inference(network, backend);
        };
    }

    private static Subject training(Network network, Backend backend) {
        TrainingOptions options = options(network);
        VariableStore store = new VariableStore(backend, TrainingStep.variables(network, options));
        store.restore(network.initialWeights(SEED));
        TrainingStep step = TrainingStep.compile(store, network, options);
        OneWindow examples = new OneWindow(network);
        ScoreSum sum = new ScoreSum();
        int[] order = {0};
        Runnable once = () -> {
            if (!step.run(examples, order, 0, 1, 1, LEARNING_RATE, sum)) {
                throw new FailureException("the loss is not a finite number");
            }
        };
        return new Subject(network.window(), backend, store, once, step::close, step.memoryBytes());
    }

    private static Subject inference(Network network, Backend backend) {
        VariableStore store = new VariableStore(backend, network.variables());
        store.restore(network.initialWeights(SEED));
        Predictor predictor = new Predictor(store, network, 1);
        OneWindow examples = new OneWindow(network);
        Runnable once = () -> predictor.forEach(examples, (part, forecasts) -> {});
        return new Subject(network.window(), backend, store, once, predictor::close, predictor.memoryBytes());
    }

    private static TrainingOptions options(Network network) {
        return options(network, TrainingOptions.BOOK.update());
    }

    /** Returns options for one window. */
    static TrainingOptions options(Network network, Update update) {
        Loss loss = network.target() instanceof Signal.Codes ? Loss.CROSS_ENTROPY : Loss.MSE;
        return new TrainingOptions(1, 0, 1, LEARNING_RATE, new LearningRate.Constant(), update, loss, 0, SEED);
    }

    /** Returns how many bytes a program would take that computed a window whole. */
    static long wholeBytes(Kind kind, Work work, int window) {
        Network network = kind.over(window);
        TrainingOptions options = options(network);
        Batch batch = new Batch(network, 1);
        try (Backend backend = Backends.open("cpu", new BackendOptions(1))) {
            return new Compiler(backend)
                    .compile(
                            switch (work) {
                                case TRAINING -> TrainingGraph.step(network, batch, options.loss(), options.update());
                                case INFERENCE -> TrainingGraph.forecast(network, batch);
                            })
                    .memoryBytes();
        }
    }

    /** Computes once. */
    void run() {
        once.run();
    }

    /** Returns how many steps the window has. */
    int window() {
        return window;
    }

    /** Returns how many bytes the programs take beside the variables. */
    long programBytes() {
        return programBytes;
    }

    @Override
    public void close() {
        closing.run();
        store.close();
        backend.close();
    }
}
