package io.tidecast.models.forecast;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.baseline.Evaluation;
import io.tidecast.models.baseline.LeastSquares;
import io.tidecast.models.baseline.Naive;
import io.tidecast.models.baseline.SeasonalNaive;
import io.tidecast.models.baseline.WindowForecaster;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.metric.IntervalBoard;
import io.tidecast.models.metric.IntervalScores;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Evaluator;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.Predictor;
import io.tidecast.models.train.Score;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/** Judges networks and baselines on the parts of an experiment's data, all by the same forecasts. */
public final class Judge {
    private static final int BATCH = 32;

    private final Experiment experiment;

    /** Makes a judge for an experiment's data. */
    public Judge(Experiment experiment) {
        this.experiment = experiment;
    }

    /**
     * Returns the baselines that cost next to nothing: the last value, the last season where there is one, and exact
     * least squares where the training part allows them.
     */
    public List<WindowForecaster> freeBaselines() {
        List<WindowForecaster> baselines = new ArrayList<>();
        baselines.add(new Naive());
        if (experiment.season() > 1) {
            baselines.add(new SeasonalNaive(experiment.season()));
        }
        experiment.windows(Part.TRAIN).flatMap(LeastSquares::fit).ifPresent(baselines::add);
        return baselines;
    }

    private Map<Part, WindowSet> judgedWindows() {
        Map<Part, WindowSet> judged = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            experiment.judged(part).ifPresent(windows -> judged.put(part, windows));
        }
        return judged;
    }

    /** Judges a baseline on every part that has windows. */
    public Map<Part, Judgement> judge(WindowForecaster baseline) {
        Map<Part, Judgement> judgements = new EnumMap<>(Part.class);
        judgedWindows().forEach((part, windows) -> {
            Tally tally = new Tally(windows, experiment.season());
            double[] forecast = new double[windows.targetChannels()];
            for (int window = 0; window < windows.size(); window++) {
                baseline.forecast(windows, window, forecast);
                tally.add(window, forecast);
            }
            judgements.put(part, tally.judgement(OptionalDouble.empty()));
        });
        return judgements;
    }

    /** Judges the experiment's network with given weights on every part that has windows. */
    public Map<Part, Judgement> judge(Backend backend, SequencedMap<Variable, Tensor> weights, Loss loss) {
        Map<Part, Judgement> judgements = new EnumMap<>(Part.class);
        Network network = experiment.network();
        try (VariableStore store = new VariableStore(backend, weights.keySet())) {
            store.restore(weights);
            try (Evaluator evaluator = new Evaluator(store, network, loss, BATCH);
                    Predictor predictor = new Predictor(store, network, BATCH)) {
                judgedWindows().forEach((part, windows) -> {
                    Examples examples = new WindowExamples(windows);
                    Score score = evaluator.score(examples);
                    Tally tally = new Tally(windows, experiment.season());
                    predictor.forEach(
                            examples,
                            new LastOutputs(
                                    windows,
                                    network.head(),
                                    (window, outlook) -> tally.add(
                                            window,
                                            outlook,
                                            !network.head().levels().isEmpty())));
                    judgements.put(part, tally.judgement(OptionalDouble.of(score.loss())));
                });
            }
        }
        return judgements;
    }

    /** Gathers the scores of forecasts made at the last step of each window. */
    private static final class Tally {
        private final WindowSet windows;
        private final Evaluation evaluation;
        private final IntervalBoard intervals = new IntervalBoard();
        private final double[] medians;
        private double scaledSquares;
        private long count;

        Tally(WindowSet windows, int season) {
            this.windows = windows;
            this.evaluation = new Evaluation(windows, season);
            this.medians = new double[windows.targetChannels()];
        }

        /**
         * @param tellsQuantiles whether the outlook does
         */
        void add(int window, WindowOutlook outlook, boolean tellsQuantiles) {
            int targets = windows.data().targets();
            for (int channel = 0; channel < medians.length; channel++) {
                medians[channel] = outlook.median(channel);
                if (tellsQuantiles) {
                    int one = channel;
                    intervals.add(
                            level -> outlook.quantile(one, level),
                            windows.actual(window, channel / targets, channel % targets));
                }
            }
            add(window, medians);
        }

        void add(int window, double[] forecast) {
            evaluation.add(window, forecast);
            int series = windows.seriesOf(window);
            int targets = windows.data().targets();
            for (int channel = 0; channel < forecast.length; channel++) {
                int target = channel % targets;
                double actual = windows.actual(window, channel / targets, target);
                if (!Double.isNaN(actual)) {
                    double unit = windows.data().unscaled(series, target, 1)
                            - windows.data().unscaled(series, target, 0);
                    double error = (forecast[channel] - actual) / unit;
                    scaledSquares += error * error;
                    count++;
                }
            }
        }

        Judgement judgement(OptionalDouble loss) {
            boolean isSequence = windows.shape().outputs() > 1;
            IntervalScores found = intervals.scores();
            return new Judgement(
                    loss,
                    evaluation.scores(),
                    found.count() > 0 ? Optional.of(found) : Optional.empty(),
                    isSequence && count > 0 ? OptionalDouble.of(scaledSquares / count) : OptionalDouble.empty());
        }
    }
}
