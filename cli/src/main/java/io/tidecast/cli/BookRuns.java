package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.baseline.Evaluation;
import io.tidecast.models.baseline.LeastSquares;
import io.tidecast.models.baseline.Naive;
import io.tidecast.models.baseline.WindowForecaster;
import io.tidecast.models.data.book.BookSeries;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.forecast.Experiment;
import io.tidecast.models.forecast.Iteration;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.forecast.Setup;
import io.tidecast.models.forecast.TrainingJob;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.Linear;
import io.tidecast.models.train.EpochRecord;
import io.tidecast.models.train.TrainingOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does what the chapter's tables tell of, on the chapter's data. */
final class BookRuns {
    private static final int NO_SEASON = 1;

    private final Backend backend;
    private final Training training;
    private final int epochs;
    private final Map<Integer, SeriesSet> series = new HashMap<>();
    private final Map<Key, ModelFile> oneStepModels = new HashMap<>();

    private record Key(Architecture architecture, long seed) {}

    BookRuns(Backend backend, Training training, int epochs) {
        this.backend = backend;
        this.training = training;
        this.epochs = epochs;
    }

    /**
     * Does what one row tells of.
     *
     * @param seed of the first weights and the shuffling, where there are any
     * @return a figure for each of the table's columns; empty when the process was asked to end
     */
    Optional<List<Double>> run(BookRow row, long seed) {
        return switch (row.approach()) {
            case BookRow.Approach.Naive naive -> Optional.of(List.of(mse(new Naive(), row.table())));
            case BookRow.Approach.LeastSquares exact -> {
                WindowSet train = windows(experiment(new Linear(), row.table()), Part.TRAIN);
                yield Optional.of(List.of(mse(LeastSquares.fit(train).orElseThrow(), row.table())));
            }
            case BookRow.Approach.Trained trained ->
                train(row.name(), trained.architecture(), trained.learningRate(), row.table(), seed)
                        .map(last -> figures(row.table(), last));
            case BookRow.Approach.Iterated iterated -> iterate(row, iterated, seed);
        };
    }

    private static List<Double> figures(BookRow.Table table, EpochRecord last) {
        return switch (table) {
            case ONE_STEP, TEN_STEPS -> List.of(last.validation().mse());
            case EVERY_STEP ->
                List.of(
                        last.train().loss(),
                        last.train().lastStepMse(),
                        last.validation().loss(),
                        last.validation().lastStepMse());
        };
    }

    private double mse(WindowForecaster forecaster, BookRow.Table table) {
        return Evaluation.of(forecaster, windows(experiment(new Linear(), table), Part.VALIDATION), NO_SEASON)
                .mse();
    }

    private Optional<EpochRecord> train(
            String name, Architecture architecture, double learningRate, BookRow.Table table, long seed) {
        TrainingOptions options = TrainingOptions.BOOK
                .withEpochs(epochs)
                .withLearningRate(learningRate)
                .withSeed(seed);
        Experiment experiment = experiment(architecture, table);
        try (TrainingJob job = new TrainingJob(backend, experiment, options)) {
            if (!training.run(name + ", seed " + seed, job, options)) {
                return Optional.empty();
            }
            if (table == BookRow.Table.ONE_STEP) {
                job.model().ifPresent(model -> oneStepModels.put(new Key(architecture, seed), model));
            }
            return Optional.of(job.history().getLast());
        }
    }

    private Optional<List<Double>> iterate(BookRow row, BookRow.Approach.Iterated iterated, long seed) {
        Optional<ModelFile> model = oneStepModel(row.name(), iterated, seed);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        WindowSet windows = windows(experiment(new Linear(), row.table()), Part.VALIDATION);
        float[][] inputs = new float[windows.size()][BookSeries.WINDOW];
        for (int window = 0; window < inputs.length; window++) {
            for (int step = 0; step < BookSeries.WINDOW; step++) {
                inputs[window][step] = windows.input(window, 0, step);
            }
        }
        float[][] forecasts = Iteration.forecast(model.get(), backend, inputs, row.table().horizon);
        return Optional.of(List.of(mse(new Given(List.of(forecasts)), row.table())));
    }

    /** Returns the model of an earlier row, or trains it; empty when the process was asked to end. */
    private Optional<ModelFile> oneStepModel(String name, BookRow.Approach.Iterated iterated, long seed) {
        Key key = new Key(iterated.architecture(), seed);
        if (!oneStepModels.containsKey(key)) {
            train(name, iterated.architecture(), iterated.learningRate(), BookRow.Table.ONE_STEP, seed);
        }
        return Optional.ofNullable(oneStepModels.get(key));
    }

    private Experiment experiment(Architecture architecture, BookRow.Table table) {
        SeriesSet set = series.computeIfAbsent(table.horizon, BookSeries::set);
        Setup setup = new Setup(BookSeries.WINDOW, table.horizon, NO_SEASON, BookSeries.split(), ScalingMethod.NONE);
        return Experiment.prepare(set, Optional.empty(), architecture, setup, line -> {});
    }

    private static WindowSet windows(Experiment experiment, Part part) {
        return experiment.windows(part).orElseThrow();
    }

    /** Forecasts that are made already. */
    private record Given(List<float[]> forecasts) implements WindowForecaster {
        @Override
        public String name() {
            return "given";
        }

        @Override
        public void forecast(WindowSet windows, int window, double[] forecast) {
            for (int step = 0; step < forecast.length; step++) {
                forecast[step] = forecasts.get(window)[step];
            }
        }
    }
}
