package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.codes.CodesExperiment;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.forecast.Experiment;
import io.tidecast.models.forecast.WindowExamples;
import io.tidecast.models.head.Head;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.TrainingOptions;

/**
 * A network, what it learns from, and how.
 *
 * @param options with a loss that fits the network
 */
record Subject(Network network, Examples examples, TrainingOptions options) {
    /**
     * Takes the training part of series.
     *
     * @throws InputException if the network does not fit the series, or the part has no window
     */
    static Subject of(
            DataOptions.Prepared prepared,
            Architecture architecture,
            Head head,
            TrainingOptions options,
            Warnings warnings) {
        Experiment experiment = Experiment.prepare(
                prepared.set(),
                prepared.continuation(),
                architecture,
                prepared.setup().telling(head),
                warnings);
        WindowExamples examples = new WindowExamples(experiment
                .windows(Part.TRAIN)
                .orElseThrow(() -> new InputException(prepared.set().source()
                        + ": the training part has no window; give it more rows, or make the window or the horizon"
                        + " shorter")));
        return new Subject(experiment.network(), examples, options);
    }

    /**
     * Takes the training part of recordings or music.
     *
     * @throws InputException if a file is wrong or the part has no window
     */
    static Subject of(CodesTrainingRun.Lesson<?, ?> lesson, TrainingOptions options) {
        CodesExperiment<?> experiment = lesson.experiment(options.seed());
        return new Subject(experiment.network(), experiment.required(Part.TRAIN), options);
    }
}
