package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.baseline.WindowForecaster;
import io.tidecast.models.codes.CodesExperiment;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Experiment;
import io.tidecast.models.forecast.Judge;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.forecast.Setup;
import io.tidecast.models.forecast.TrainingJob;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.plot.Points;
import io.tidecast.models.plot.TrainingCurvePlot;
import io.tidecast.models.train.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code train}: from data to a model in a file, beside the baselines. */
@Command(
        customSynopsis = "tidecast train MODEL (--example NAME | --data FILE | --audio DIR | --notes DIR) [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast train conv-gru --example sines",
            "  tidecast train wavenet --data rides.csv --time date --target rail --window 56 --horizon 14",
            "  tidecast train conv-gru --data rides.csv --time date --target rail --input bus --known day_type \\",
            "      --train-until 2018 --validate-until 2019-05 --out rides.safetensors --plot training.svg",
            "  tidecast train wavenet --data hourly.csv --layout rows --season 24 --horizon 48 --hold-out 48",
            "  tidecast train wavenet --audio recordings --label '{digit}_{speaker}_*.wav' --test-files '*_[0-4].wav'",
            "  tidecast train conv-gru --notes chorales --transpose 5 --steps-per-epoch 100",
            "",
            "What stands in brackets holds where an option is not given."
        })
final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "conv-gru, wavenet, linear, simple-rnn, lstm or gru.")
    private ModelName model = ModelName.CONV_GRU;

    @Mixin(name = "Data")
    private final DataOptions data = new DataOptions();

    @Mixin(name = "Sound")
    private final AudioOptions audio = new AudioOptions();

    @Mixin(name = "Notes")
    private final NoteOptions notes = new NoteOptions();

    @Mixin(name = "Model")
    private final ModelOptions design = new ModelOptions();

    @Mixin(name = "Training")
    private final LearningOptions learning = new LearningOptions();

    @Mixin(name = "Judging")
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin(name = "Running")
    private final RunOptions running = new RunOptions();

    @Mixin(name = "Output")
    private final TrainOutputOptions output = new TrainOutputOptions();

    private final Console console;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Lessons lessons = new Lessons(audio, notes);
        if (lessons.areGiven()) {
            CodesTrainingRun.Lesson<?, ?> lesson = lessons.chosen(console, model, design, learning.head());
            return run(lesson).run();
        }
        Architecture architecture = design.architecture(model);
        TrainingOptions options = learning.options(data.isExample());
        Path out = output.out(model + "-" + data.shortName());
        output.requireWritable(out);
        try (Backend backend = running.open(console);
                Interruption interruption = Interruption.listen()) {
            DataOptions.Prepared prepared = data.read(console);
            Experiment experiment = experiment(prepared, prepared.setup(), architecture, console::say);
            Training training = new Training(console, output.quiet(), interruption);
            Optional<ModelFile> done;
            try (TrainingJob job = new TrainingJob(backend, experiment, options)) {
                done = new SavedTraining(console, training, output)
                        .train(model.toString(), job, options, job::model, ModelFile::write, out);
            }
            if (done.isEmpty()) {
                return Status.FAILED;
            }
            ModelFile trained = done.get();
            output.plot().ifPresent(file -> AtomicFile.writeText(file, plot(trained)));
            Optional<Comparison> comparison = compare(training, backend, prepared, experiment, trained, options);
            if (comparison.isEmpty()) {
                return Status.FAILED;
            }
            print(experiment, trained, comparison.get(), out);
            return Status.DONE;
        }
    }

    private <M, E extends CodesExperiment<M>> CodesTrainingRun<M, E> run(CodesTrainingRun.Lesson<M, E> lesson) {
        return new CodesTrainingRun<>(console, model, lesson, learning, running, output);
    }

    private Experiment experiment(
            DataOptions.Prepared prepared, Setup setup, Architecture architecture, Warnings warnings) {
        Experiment experiment = Experiment.prepare(
                prepared.set(),
                prepared.continuation(),
                architecture,
                setup.telling(learning.head().head()),
                warnings);
        return judging.of(experiment, warnings);
    }

    /** Judges the model and the baselines; empty when the process was asked to end. */
    private Optional<Comparison> compare(
            Training training,
            Backend backend,
            DataOptions.Prepared prepared,
            Experiment experiment,
            ModelFile trained,
            TrainingOptions options) {
        Judge judge = new Judge(experiment);
        List<Contender> baselines = new ArrayList<>();
        for (WindowForecaster baseline : judge.freeBaselines()) {
            baselines.add(Contender.of(baseline, judge.judge(baseline)));
        }
        if (output.baselines()) {
            Warnings silent = line -> {};
            Setup untold = prepared.setup().knowing(SeriesTraits.NONE);
            for (ModelName name : ModelName.TRAINED_BASELINES) {
                if (name == model) {
                    continue;
                }
                Experiment other = experiment(prepared, untold, name.book(), silent);
                try (TrainingJob job = new TrainingJob(backend, other, options)) {
                    if (!training.run(name.toString(), job, options)) {
                        return Optional.empty();
                    }
                    baselines.add(contender(
                            name.toString(), backend, other, job.model().orElseThrow(), options));
                }
            }
        }
        return Optional.of(
                new Comparison(contender(model.toString(), backend, experiment, trained, options), baselines));
    }

    private static Contender contender(
            String name, Backend backend, Experiment experiment, ModelFile trained, TrainingOptions options) {
        Provenance how = trained.provenance();
        return new Contender(
                name.replace('-', '_'),
                name,
                OptionalLong.of(trained.network().parameterCount()),
                Optional.of(new Contender.Effort(how.epochs(), how.seconds())),
                new Judge(experiment).judge(backend, trained.weights(), options.loss()));
    }

    private void print(Experiment experiment, ModelFile trained, Comparison comparison, Path out) {
        Provenance how = trained.provenance();
        if (output.json()) {
            console.print(Json.object()
                    .put("model", model.toString())
                    .put("backend", how.backend())
                    .put("precision", how.precision().label())
                    .put("parameters", trained.network().parameterCount())
                    .put("epochs", how.epochs())
                    .put("best_epoch", how.bestEpoch())
                    .put("seconds", how.seconds())
                    .put("seed", how.seed())
                    .put("window", trained.data().shape().window())
                    .put("horizon", trained.data().shape().horizon())
                    .put("metrics", comparison.model().metrics())
                    .put("baselines", comparison.baselinesJson())
                    .put("out", out.toString())
                    .build());
            return;
        }
        console.print(model + " of " + Figures.whole(trained.network().parameterCount()) + " parameters on "
                + how.device() + ": " + Figures.counted(how.epochs(), "epoch") + " in "
                + Figures.duration(how.seconds())
                + ", best validation loss "
                + Figures.significant(how.validationLosses().get(how.bestEpoch() - 1), 4) + " at epoch "
                + how.bestEpoch());
        comparison.print(console, experiment, List.of(Part.VALIDATION, Part.TEST));
        console.print("");
        console.print("model saved to " + out);
        output.plot().ifPresent(file -> console.print("training curve drawn in " + file));
    }

    private String plot(ModelFile trained) {
        Provenance how = trained.provenance();
        return new TrainingCurvePlot(
                        model + " on " + how.source(),
                        Figures.whole(trained.network().parameterCount()) + " parameters, " + how.options(),
                        "loss",
                        points(how.losses()),
                        points(how.validationLosses()),
                        how.bestEpoch())
                .svg();
    }

    private static Points points(List<Double> losses) {
        return Points.counted(
                1, losses.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
