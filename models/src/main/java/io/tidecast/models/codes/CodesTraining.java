package io.tidecast.models.codes;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.forecast.Fingerprint;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.train.ResumableTraining;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import java.util.Optional;

/**
 * One training of a network of codes.
 *
 * @param <M> what is kept of it
 */
public final class CodesTraining<M> extends ResumableTraining {
    private final Backend backend;
    private final CodesExperiment<M> experiment;
    private final TrainingOptions options;

    /**
     * Prepares a training from the seed's first weights.
     *
     * @param options with the loss for classes
     * @throws io.tidecast.core.error.FailureException if the device has too little memory
     */
    public CodesTraining(Backend backend, CodesExperiment<M> experiment, TrainingOptions options) {
        super(backend, experiment.network(), options, experiment.description() + " by " + Fingerprint.words(options));
        this.backend = backend;
        this.experiment = experiment;
        this.options = options;
    }

    @Override
    public void run(TrainingListener listener) {
        run(experiment.required(Part.TRAIN), experiment.required(Part.VALIDATION), listener);
    }

    @Override
    public int windows() {
        return experiment
                .windows(Part.TRAIN)
                .map(examples -> examples.inEpoch(options.seed(), 1).count())
                .orElse(0);
    }

    /** Returns the model of the best epoch so far, or empty before the first. */
    public Optional<M> model() {
        return state().map(state ->
                experiment.model(state.best(), Provenance.of(experiment.source(), backend, options, state)));
    }
}
