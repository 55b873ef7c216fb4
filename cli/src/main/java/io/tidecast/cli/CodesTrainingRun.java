package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.codes.CodesExperiment;
import io.tidecast.models.codes.CodesTraining;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.head.Head;
import io.tidecast.models.train.TrainingOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code train} on a folder of what codes tell: from the folder to a model in a file.
 *
 * @param lesson what is special to the kind of data
 */
record CodesTrainingRun<M, E extends CodesExperiment<M>>(
        Console console,
        ModelName model,
        Lesson<M, E> lesson,
        LearningOptions learning,
        RunOptions running,
        TrainOutputOptions output) {
    /** A kind of data that codes tell. */
    interface Lesson<M, E extends CodesExperiment<M>> {
        Path folder();

        /** Returns what networks of it tell; of codes it does not matter how many. */
        Head head();

        /**
         * Reads the folder.
         *
         * @param seed of the shares that test and validate
         * @throws InputException if an option or a file is wrong
         */
        E experiment(long seed);

        void write(M trained, Path out);

        Provenance provenance(M trained);

        /** Judges what was trained by all parts of its data. */
        Verdict judge(Backend backend, E experiment, M trained);
    }

    /** How good a model is, for people and for scripts. */
    interface Verdict {
        /** Returns how far the network sees. */
        String reach();

        /** Returns the figures, and what else scripts want to know. */
        void describe(Json.ObjectBuilder document);

        Iterable<String> table();
    }

    int run() {
        TrainingOptions options = learning.options(false, lesson.head());
        Path named = Optional.ofNullable(
                        lesson.folder().toAbsolutePath().normalize().getFileName())
                .orElse(Path.of("model"));
        Path out = output.out(model + "-" + named);
        output.requireWritable(out);
        E experiment = lesson.experiment(options.seed());
        try (Backend backend = running.open(console);
                Interruption interruption = Interruption.listen()) {
            Training training = new Training(console, output.quiet(), interruption);
            Optional<M> trained;
            try (CodesTraining<M> job = new CodesTraining<>(backend, experiment, options)) {
                trained = new SavedTraining(console, training, output)
                        .train(model.toString(), job, options, job::model, lesson::write, out);
            }
            if (trained.isEmpty()) {
                return Status.FAILED;
            }
            print(experiment, lesson.provenance(trained.get()), lesson.judge(backend, experiment, trained.get()), out);
            return Status.DONE;
        }
    }

    private void print(E experiment, Provenance how, Verdict verdict, Path out) {
        long parameters = experiment.network().parameterCount();
        if (output.json()) {
            Json.ObjectBuilder document = Json.object()
                    .put("model", model.toString())
                    .put("backend", how.backend())
                    .put("precision", how.precision().label())
                    .put("parameters", parameters)
                    .put("epochs", how.epochs())
                    .put("best_epoch", how.bestEpoch())
                    .put("seconds", how.seconds())
                    .put("seed", how.seed())
                    .put("window", experiment.network().window());
            verdict.describe(document);
            console.print(document.put("out", out.toString()).build());
            return;
        }
        console.print(model + " of " + Figures.whole(parameters) + " parameters on " + how.device() + ": "
                + Figures.counted(how.epochs(), "epoch") + " in " + Figures.duration(how.seconds())
                + "; it sees " + verdict.reach());
        console.print("");
        verdict.table().forEach(console::print);
        console.print("");
        console.print("model saved to " + out);
    }
}
