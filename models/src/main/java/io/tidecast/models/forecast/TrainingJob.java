package io.tidecast.models.forecast;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.train.ResumableTraining;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import java.util.Optional;

/** One training from an experiment to a model. */
public final class TrainingJob extends ResumableTraining {
    private final Backend backend;
    private final Experiment experiment;
    private final TrainingOptions options;

    /**
     * Prepares a training from the seed's first weights.
     *
     * @throws io.tidecast.core.error.FailureException if the device has too little memory; the message says which batch
     *     would fit
     */
    public TrainingJob(Backend backend, Experiment experiment, TrainingOptions options) {
        super(
                backend,
                experiment.network(),
                options,
                Fingerprint.of(experiment, options).text());
        this.backend = backend;
        this.experiment = experiment;
        this.options = options;
    }

    @Override
    public void run(TrainingListener listener) {
        run(
                new WindowExamples(required(Part.TRAIN, experiment.windows(Part.TRAIN))),
                new WindowExamples(required(Part.VALIDATION, experiment.judged(Part.VALIDATION))),
                listener);
    }

    @Override
    public int windows() {
        return experiment.windows(Part.TRAIN).map(WindowSet::size).orElse(0);
    }

    /** Returns the model of the best epoch so far, or empty before the first. */
    public Optional<ModelFile> model() {
        return state().map(state -> new ModelFile(
                experiment.architecture(),
                experiment.network(),
                experiment.data().config(),
                experiment.season(),
                state.best(),
                Provenance.of(experiment.data().set().source(), backend, options, state)));
    }

    private WindowSet required(Part part, Optional<WindowSet> windows) {
        return windows.orElseThrow(
                () -> new InputException(experiment.data().set().source() + ": the " + part.label()
                        + " part has no window of "
                        + experiment.data().config().shape().span()
                        + " steps; give it more rows, make the window or the horizon shorter, or let windows begin in the "
                        + "part before theirs (--reach-back)"));
    }
}
