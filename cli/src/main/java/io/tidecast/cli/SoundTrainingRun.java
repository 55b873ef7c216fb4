package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundExperiment;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.audio.SoundTraining;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code train wavenet --audio}: from a folder of recordings to a model in a file. */
record SoundTrainingRun(
        Console console,
        AudioOptions audio,
        ModelOptions design,
        LearningOptions learning,
        RunOptions running,
        TrainOutputOptions output) {
    int run(ModelName model) {
        if (model != ModelName.WAVENET) {
            throw new InputException("--audio is for wavenet, found " + model);
        }
        GatedWaveNet architecture = design.ofSound();
        TrainingOptions options = learning.options(false).withLoss(Loss.CROSS_ENTROPY);
        int window = audio.window();
        Path folder = audio.folder();
        Path named = Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                .orElse(Path.of("audio"));
        Path out = output.out(model + "-" + named);
        output.requireWritable(out);
        SoundFolder sound = audio.scan(options.seed(), console::say);
        SoundExperiment experiment = new SoundExperiment(architecture, window, sound);
        try (Backend backend = running.open(console);
                Interruption interruption = Interruption.listen()) {
            Training training = new Training(console, output.quiet(), interruption);
            SoundModel trained;
            try (SoundTraining job = new SoundTraining(backend, experiment, options)) {
                if (!new SavedTraining(console, training, output)
                        .run(
                                model.toString(),
                                job,
                                options,
                                out,
                                () -> job.model().orElseThrow().write(out))) {
                    return Status.FAILED;
                }
                trained = job.model().orElseThrow();
            }
            trained.write(out);
            output.dropCheckpoint(out);
            print(experiment, trained, experiment.bitsPerSample(backend, trained.weights()), out);
            return Status.DONE;
        }
    }

    private void print(SoundExperiment experiment, SoundModel trained, Map<Part, Double> bits, Path out) {
        Provenance how = trained.provenance();
        long parameters = experiment.network().parameterCount();
        if (output.json()) {
            console.print(Json.object()
                    .put("model", ModelName.WAVENET.toString())
                    .put("backend", how.backend())
                    .put("precision", how.precision().label())
                    .put("parameters", parameters)
                    .put("epochs", how.epochs())
                    .put("best_epoch", how.bestEpoch())
                    .put("seconds", how.seconds())
                    .put("seed", how.seed())
                    .put("window", trained.window())
                    .put("sample_rate", trained.config().rate())
                    .put("metrics", SoundReport.metrics(bits))
                    .put("out", out.toString())
                    .build());
            return;
        }
        console.print("wavenet of " + Figures.whole(parameters) + " parameters on " + how.device() + ": "
                + Figures.counted(how.epochs(), "epoch") + " in " + Figures.duration(how.seconds())
                + "; it sees "
                + SoundReport.reach(experiment.network(), trained.config().rate()));
        console.print("");
        SoundReport.table(bits, experiment.folder()).forEach(console::print);
        console.print("");
        console.print("model saved to " + out);
    }
}
