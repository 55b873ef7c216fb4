package io.tidecast.models.verify;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Holds the first steps of a training on some backends against those on a reference. Before each step every backend is
 * given the reference's weights and optimiser's state, so that each step is judged for itself. The steps are those that
 * the training itself takes at a learning rate that does not change: the same batches, and the programs that train.
 *
 * <p>The first step and the last, and those at which a tensor is beyond its tolerance for the first time, are replayed op
 * by op, see {@link io.tidecast.core.compare.Replay}, unless steps are computed in blocks.
 *
 * @param network what is trained
 * @param examples what it learns from
 * @param options how; of the epochs and the schedule nothing is taken
 * @param steps how many steps, at least 1
 * @param tolerances how far a step may be from the reference's
 */
public record Verification(
        Network network, Examples examples, TrainingOptions options, int steps, Tolerances tolerances) {
    /** Checks the ranges. */
    public Verification {
        if (steps < 1) {
            throw new InputException("steps: found " + steps + ", expected at least 1");
        }
        if (examples.count() == 0) {
            throw new InputException("there is no window to learn from; give more data or a shorter window");
        }
    }

    /**
     * Takes the steps.
     *
     * @param reference stays open
     * @param candidates stay open
     * @param goesOn is told the number of each step that is done, and says whether to go on
     * @return a result for each candidate; empty where it was not to go on
     * @throws FailureException if the reference's own training turns into something that is not a finite number
     */
    public Optional<List<PairResult>> run(Backend reference, List<Backend> candidates, IntPredicate goesOn) {
        List<Pair> pairs = new ArrayList<>();
        try (JudgedRun expected = new JudgedRun(reference, network, options)) {
            candidates.forEach(candidate -> pairs.add(new Pair(candidate)));
            Batches batches = new Batches(examples, options);
            SequencedMap<Variable, Tensor> before = first();
            for (int step = 1; step <= steps; step++) {
                batches.next();
                if (!expected.run(before, batches)) {
                    throw notFinite(reference, step);
                }
                SequencedMap<Measured, Tensor> outcome = expected.outcome();
                SequencedMap<Variable, Tensor> after = expected.kept();
                for (Pair pair : pairs) {
                    pair.judge(reference, before, outcome, batches);
                    pair.free.run(batches, loss(outcome), after);
                }
                before = after;
                if (!goesOn.test(step)) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    pairs.stream().map(pair -> pair.result(reference)).toList());
        } finally {
            pairs.forEach(Pair::close);
        }
    }

    private SequencedMap<Variable, Tensor> first() {
        SequencedMap<Variable, Tensor> values = new LinkedHashMap<>();
        TrainingStep.kept(network, options).forEach(variable -> values.put(variable, Tensor.zeros(variable.type())));
        values.putAll(network.initialWeights(options.seed()));
        return values;
    }

    private static double loss(SequencedMap<Measured, Tensor> outcome) {
        return outcome.firstEntry().getValue().get(0);
    }

    private FailureException notFinite(Backend reference, int step) {
        return new FailureException(String.format(
                Locale.ROOT,
                "%s: on the reference %s itself the loss or its gradient is not a finite number at step %d; try a "
                        + "smaller learning rate",
                network.name(),
                reference.name(),
                step));
    }

    /** A replay that is made when it is first asked for; none where steps are computed in blocks. */
    private final class Replayed {
        private final Supplier<StepReplay> make;
        private Optional<StepReplay> made = Optional.empty();

        Replayed(Supplier<StepReplay> make) {
            this.make = make;
        }

        Optional<StepReplay> get() {
            if (made.isEmpty() && TrainingStep.isWhole(network, options)) {
                made = Optional.of(make.get());
            }
            return made;
        }
    }

    /** A backend that is held against the reference. */
    private final class Pair implements AutoCloseable {
        private final JudgedRun run;
        private final FreeRun free;
        private final Ledger ledger = new Ledger(tolerances, options.loss().hasFloor());
        private final List<OpsFinding> ops = new ArrayList<>();

        Pair(Backend candidate) {
            run = new JudgedRun(candidate, network, options);
            free = new FreeRun(candidate, network, options);
        }

        void judge(
                Backend reference,
                SequencedMap<Variable, Tensor> before,
                SequencedMap<Measured, Tensor> expected,
                Batches batches) {
            run.run(before, batches);
            int step = batches.number();
            SequencedMap<Measured, Tensor> found = run.outcome();
            Replayed replayed = new Replayed(
                    () -> new StepReplay(run.backend(), reference, tolerances.op(), network, options, before, batches));
            ledger.judge(step, found, expected, measured -> replayed.get().flatMap(replay -> replay.suspect(measured)));
            if (step == 1 || step == steps) {
                replayed.get().ifPresent(replay -> ops.add(replay.ops(step)));
            }
        }

        PairResult result(Backend reference) {
            return new PairResult(run.backend().name(), reference.name(), ledger.findings(), ops, free.drift());
        }

        @Override
        public void close() {
            free.close();
            run.close();
        }
    }
}
