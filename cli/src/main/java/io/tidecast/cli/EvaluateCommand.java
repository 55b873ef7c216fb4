package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundExperiment;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.baseline.WindowForecaster;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.DataConfig;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Experiment;
import io.tidecast.models.forecast.Judge;
import io.tidecast.models.forecast.Judgement;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.music.NoteExperiment;
import io.tidecast.models.music.NoteFolder;
import io.tidecast.models.music.NoteModel;
import io.tidecast.models.net.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: how good a trained model is, beside the baselines that cost nothing. */
@Command(
        customSynopsis =
                "tidecast evaluate MODEL_FILE (--example NAME | --data FILE | --audio DIR | --notes DIR) [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast evaluate conv-gru-sines.safetensors --example sines",
            "  tidecast evaluate rides.safetensors --data rides.csv",
            "  tidecast evaluate rides.safetensors --data rides-of-2020.csv --all",
            "",
            "Parts are cut as they were for training, unless --all or --test says otherwise."
        })
final class EvaluateCommand implements Runnable {
    @Mixin
    private final JsonOption format = new JsonOption();

    @Parameters(paramLabel = "MODEL_FILE", description = "What train saved.")
    private Path file = Path.of("");

    @Mixin(name = "Data")
    private final SourceOptions source = new SourceOptions();

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "A file whose rows go on from --data and are the test part.")
    private @Nullable Path test;

    @Option(names = "--all", description = "Judge on every row, as for a file that the model has never seen.")
    private boolean all;

    @Option(names = "--season", paramLabel = "N", description = "Steps in a season (as in training).")
    private @Nullable Integer season;

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    @Mixin(name = "Running")
    private final RunOptions running = new RunOptions();

    @Option(names = "--audio", paramLabel = "DIR", description = "For a model of sound: the folder of WAV files.")
    private @Nullable Path audio;

    @Option(names = "--notes", paramLabel = "DIR", description = "For a model of notes: the folder of CSV files.")
    private @Nullable Path notes;

    private final Console console;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (audio != null) {
            runOnSound(audio);
            return;
        }
        if (notes != null) {
            runOnNotes(notes);
            return;
        }
        ModelFile model = ModelFile.read(file);
        SeriesSet set = source.read(model.data(), console::say);
        Optional<SeriesSet> continuation =
                Optional.ofNullable(test).map(next -> source.read(next, model.data(), console::say));
        int steps = season == null ? model.season() : Ranges.whole("--season", season, 1, 1_000_000);
        DataConfig config = all ? everyRowTests(model.data()) : model.data();
        Experiment experiment =
                judging.of(Experiment.restore(model, set, continuation, config, steps, console::say), console::say);
        if (experiment.windows().isEmpty()) {
            throw new InputException(set.source() + ": no part has a window of "
                    + model.data().shape().span() + " steps; give more rows, or judge on every row with --all");
        }
        try (Backend backend = running.open(console)) {
            Judge judge = new Judge(experiment);
            Map<Part, Judgement> judgements =
                    judge.judge(backend, model.weights(), model.provenance().loss());
            Contender own = new Contender(
                    model.architecture().name(),
                    model.architecture().name(),
                    OptionalLong.of(model.network().parameterCount()),
                    Optional.empty(),
                    judgements);
            List<Contender> baselines = new ArrayList<>();
            for (WindowForecaster baseline : judge.freeBaselines()) {
                baselines.add(Contender.of(baseline, judge.judge(baseline)));
            }
            print(backend, experiment, model, new Comparison(own, baselines));
        }
    }

    private void runOnSound(Path folder) {
        SoundModel model = SoundModel.read(file);
        SoundFolder sound = SoundFolder.restore(folder, model.config(), console::say);
        SoundExperiment experiment = new SoundExperiment(model.architecture(), model.window(), sound);
        try (Backend backend = running.open(console)) {
            print(
                    backend,
                    model.network(),
                    ModelName.of(model.architecture()),
                    model.provenance(),
                    folder,
                    new SoundLesson.Verdict(experiment, experiment.bitsPerSample(backend, model.weights())));
        }
    }

    private void runOnNotes(Path folder) {
        NoteModel model = NoteModel.read(file);
        NoteExperiment experiment = new NoteExperiment(
                model.architecture(),
                model.config(),
                NoteFolder.read(folder, model.config().split()));
        try (Backend backend = running.open(console)) {
            print(
                    backend,
                    model.network(),
                    ModelName.of(model.architecture()),
                    model.provenance(),
                    folder,
                    new NoteLesson.Verdict(experiment, experiment.scores(backend, model.weights())));
        }
    }

    private void print(
            Backend backend,
            Network network,
            ModelName model,
            Provenance how,
            Path folder,
            CodesTrainingRun.Verdict verdict) {
        if (format.json()) {
            Json.ObjectBuilder document = Json.object()
                    .put("model", model.toString())
                    .put("backend", backend.name())
                    .put("precision", backend.precision().label())
                    .put("parameters", network.parameterCount())
                    .put("seed", how.seed())
                    .put("file", file.toString())
                    .put("data", folder.toString());
            verdict.describe(document);
            console.print(document.build());
            return;
        }
        console.print(
                file + ", a " + model + " of " + Figures.whole(network.parameterCount()) + " parameters, on " + folder);
        verdict.table().forEach(console::print);
    }

    private static DataConfig everyRowTests(DataConfig config) {
        return config.splitBy(new SplitPlan.HoldOut(0, Integer.MAX_VALUE));
    }

    private void print(Backend backend, Experiment experiment, ModelFile model, Comparison comparison) {
        if (format.json()) {
            console.print(Json.object()
                    .put("model", model.architecture().name())
                    .put("backend", backend.name())
                    .put("precision", backend.precision().label())
                    .put("parameters", model.network().parameterCount())
                    .put("seed", model.provenance().seed())
                    .put("window", model.data().shape().window())
                    .put("horizon", model.data().shape().horizon())
                    .put("file", file.toString())
                    .put("data", source.name())
                    .put("metrics", comparison.model().metrics())
                    .put("baselines", comparison.baselinesJson())
                    .build());
            return;
        }
        console.print(file + ", a " + model.architecture().name() + " of "
                + Figures.whole(model.network().parameterCount()) + " parameters, on " + source.name());
        List<Part> heldOut = experiment.windows().containsKey(Part.VALIDATION)
                        || experiment.windows().containsKey(Part.TEST)
                ? List.of(Part.VALIDATION, Part.TEST)
                : List.of(Part.TRAIN);
        comparison.print(console, experiment, heldOut);
    }
}
