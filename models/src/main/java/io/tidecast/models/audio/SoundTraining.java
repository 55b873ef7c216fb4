package io.tidecast.models.audio;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.forecast.Fingerprint;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.train.ResumableTraining;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import java.util.Locale;
import java.util.Optional;

/** One training from a folder of sound to a model. */
public final class SoundTraining extends ResumableTraining {
    private final Backend backend;
    private final SoundExperiment experiment;
    private final TrainingOptions options;

    /**
     * Prepares a training from the seed's first weights.
     *
     * @param options with the loss for classes
     * @throws io.tidecast.core.error.FailureException if the device has too little memory
     */
    public SoundTraining(Backend backend, SoundExperiment experiment, TrainingOptions options) {
        super(backend, experiment.network(), options, fingerprint(experiment, options));
        this.backend = backend;
        this.experiment = experiment;
        this.options = options;
    }

    private static String fingerprint(SoundExperiment experiment, TrainingOptions options) {
        SoundFolder folder = experiment.folder();
        return String.format(
                Locale.ROOT,
                "%s on windows of %d steps of %d recordings with checksum %016x, %s by %s",
                experiment.architecture(),
                experiment.window(),
                folder.recordings().size(),
                folder.checksum(),
                folder.config(),
                Fingerprint.words(options));
    }

    @Override
    public void run(TrainingListener listener) {
        run(experiment.required(Part.TRAIN), experiment.required(Part.VALIDATION), listener);
    }

    @Override
    public int windows() {
        return experiment.examples(Part.TRAIN).map(SoundExamples::count).orElse(0);
    }

    /** Returns the model of the best epoch so far, or empty before the first. */
    public Optional<SoundModel> model() {
        return state().map(state -> new SoundModel(
                experiment.architecture(),
                experiment.folder().config(),
                experiment.window(),
                state.best(),
                Provenance.of(experiment.folder().folder().toString(), backend, options, state)));
    }
}
