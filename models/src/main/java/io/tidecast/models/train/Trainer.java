package io.tidecast.models.train;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.net.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Trains a network on one backend. The same seed on the same backend and machine gives the same bits, whether training
 * ran through or was stopped after any epoch and resumed.
 */
public final class Trainer implements AutoCloseable {
    private final Network network;
    private final TrainingOptions options;
    private final List<Variable> kept;
    private final TrainingPrograms programs;
    private final ScoreSum sum = new ScoreSum();
    private long steps;
    private final List<EpochRecord> history = new ArrayList<>();
    private SequencedMap<Variable, Tensor> best;

    /**
     * Prepares a training from the seed's first weights.
     *
     * @throws io.tidecast.core.error.FailureException if the device has too little memory; the message says which batch
     *     would fit
     */
    public Trainer(Backend backend, Network network, TrainingOptions options) {
        this.network = network;
        this.options = options;
        kept = TrainingStep.kept(network, options);
        if (options.average() != 0) {
            kept.addAll(WeightAverage.variables(network));
        }
        programs = TrainingPrograms.open(backend, network, options);
        best = network.initialWeights(options.seed());
        programs.store().restore(best);
        programs.average().ifPresent(average -> average.begin(best));
    }

    /** Returns what the training keeps: the network's parameters, the optimiser's state and the weights' average. */
    public List<Variable> variables() {
        return List.copyOf(kept);
    }

    /** Goes on from where another training stood. */
    public void resume(TrainingState state) {
        programs.store().restore(state.variables());
        steps = state.step();
        history.clear();
        history.addAll(state.history());
        best = state.best();
    }

    /**
     * Trains until all epochs are done, patience ends or the listener says so.
     *
     * @return the state after the last whole epoch
     * @throws InputException if there is nothing to learn from
     * @throws NotFiniteException if the loss or the gradient turns into something that is not a finite number; the
     *     listener has had the state before
     * @throws io.tidecast.core.error.FailureException if the device fails
     */
    public TrainingState train(Examples train, Examples validation, TrainingListener listener) {
        if (train.count() == 0 || validation.count() == 0) {
            throw new InputException("there are " + train.count() + " windows to train on and " + validation.count()
                    + " to validate by; both should be above 0: give more data or a shorter window");
        }
        TrainingState state = state();
        while (history.size() < options.epochs() && !exhausted(state)) {
            Optional<EpochRecord> done = epoch(train, validation, listener);
            if (done.isEmpty()) {
                return state;
            }
            history.add(done.get());
            if (TrainingState.bestEpoch(history).orElse(0) == history.size()) {
                best = judged();
            }
            state = state();
            listener.epochDone(state);
        }
        return state;
    }

    /** Returns the score of examples under given parameters, such as a state's best. */
    public Score score(SequencedMap<Variable, Tensor> parameters, Examples examples) {
        SequencedMap<Variable, Tensor> before = parameters();
        programs.store().restore(parameters);
        Score score = programs.evaluator().score(examples);
        programs.store().restore(before);
        return score;
    }

    private boolean exhausted(TrainingState state) {
        return options.patience() > 0 && state.epochsSinceBest() >= options.patience();
    }

    private Optional<EpochRecord> epoch(Examples train, Examples validation, TrainingListener listener) {
        long started = System.nanoTime();
        int epoch = history.size() + 1;
        Examples shown = train.inEpoch(options.seed(), epoch);
        int[] order = options.order(epoch, shown.count());
        int count = options.stepsOver(order.length);
        double rate = options.learningRate();
        sum.reset();
        for (int i = 0; i < count; i++) {
            double progress = (double) ((epoch - 1L) * count + i) / ((long) count * options.epochs());
            rate = options.learningRate() * options.schedule().factor(progress, history);
            int from = i * options.batch();
            steps++;
            double size = options.update().optimizer().stepSize(steps, rate);
            int windows = Math.min(options.batch(), order.length - from);
            if (!programs.step().run(shown, order, from, windows, steps, size, sum)) {
                throw notFinite("the loss or its gradient", epoch, i + 1);
            }
            if (programs.average().isPresent()) {
                programs.average().get().follow(steps);
            }
            if (!listener.stepDone(epoch, i + 1, count, sum.meanLoss())) {
                return Optional.empty();
            }
        }
        // a backend may keep more digits than a file does; what goes on is what a checkpoint holds
        programs.store().restore(values(kept));
        Score score = score(judged(), validation);
        if (!score.isFinite()) {
            throw notFinite("the validation loss", epoch, count);
        }
        double seconds = (System.nanoTime() - started) * 1e-9;
        return Optional.of(new EpochRecord(epoch, sum.score(), score, rate, seconds));
    }

    private NotFiniteException notFinite(String what, int epoch, int stepInEpoch) {
        return new NotFiniteException(String.format(
                Locale.ROOT,
                "%s: %s is not a finite number at step %d of epoch %d (step %d in all); training stopped there; try a "
                        + "smaller learning rate or clip the gradient's norm",
                network.name(),
                what,
                stepInEpoch,
                epoch,
                steps));
    }

    private TrainingState state() {
        return new TrainingState(steps, history, values(kept), best);
    }

    /** Returns the weights that are judged and kept. */
    private SequencedMap<Variable, Tensor> judged() {
        return programs.average().map(WeightAverage::values).orElseGet(this::parameters);
    }

    private SequencedMap<Variable, Tensor> parameters() {
        return values(network.variables());
    }

    private SequencedMap<Variable, Tensor> values(List<Variable> variables) {
        SequencedMap<Variable, Tensor> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable, programs.store().get(variable)));
        return values;
    }

    @Override
    public void close() {
        programs.close();
    }
}
