package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.models.audio.SampleCode;
import io.tidecast.models.audio.SoundExperiment;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.head.Head;
import io.tidecast.models.net.CodesArchitecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recordings that a network learns from. */
final class SoundLesson implements CodesTrainingRun.Lesson<SoundModel, SoundExperiment> {
    private final Console console;
    private final AudioOptions audio;
    private final CodesArchitecture architecture;
    private final int window;
    private final SampleCode code;

    /**
     * Takes options.
     *
     * @param head what the network is to tell, if that was chosen
     * @throws io.tidecast.core.error.InputException if the model cannot learn sound, there is no such head, or a model's option is wrong
     */
    SoundLesson(Console console, AudioOptions audio, ModelOptions design, ModelName model, Optional<String> head) {
        this.console = console;
        this.audio = audio;
        architecture = design.ofCodes(model, "--audio", Preset.SMALL);
        window = audio.window();
        code = audio.code(head);
    }

    /** How good a network is on recordings. */
    record Verdict(SoundExperiment experiment, Map<Part, Double> bits) implements CodesTrainingRun.Verdict {
        @Override
        public String reach() {
            return SoundReport.reach(
                    experiment.network(), experiment.folder().config().rate());
        }

        @Override
        public void describe(Json.ObjectBuilder document) {
            SoundReport.describe(document, experiment.folder().config());
            document.put("metrics", SoundReport.metrics(bits));
        }

        @Override
        public List<String> table() {
            return SoundReport.table(bits, experiment.folder());
        }
    }

    @Override
    public Path folder() {
        return audio.folder();
    }

    @Override
    public Head head() {
        return code.head();
    }

    @Override
    public SoundExperiment experiment(long seed) {
        SoundFolder sound = audio.scan(code, seed, console::say);
        return new SoundExperiment(architecture, window, sound);
    }

    @Override
    public void write(SoundModel trained, Path out) {
        trained.write(out);
    }

    @Override
    public Provenance provenance(SoundModel trained) {
        return trained.provenance();
    }

    @Override
    public Verdict judge(Backend backend, SoundExperiment experiment, SoundModel trained) {
        return new Verdict(experiment, experiment.bitsPerSample(backend, trained.weights()));
    }
}
