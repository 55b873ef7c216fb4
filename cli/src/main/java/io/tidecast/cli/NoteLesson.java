package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundSplit;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.Provenance;
import io.tidecast.models.head.Categorical;
import io.tidecast.models.head.Head;
import io.tidecast.models.music.NoteCodes;
import io.tidecast.models.music.NoteExperiment;
import io.tidecast.models.music.NoteFolder;
import io.tidecast.models.music.NoteModel;
import io.tidecast.models.music.NoteScore;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.text.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Music that a network learns from. */
final class NoteLesson implements CodesTrainingRun.Lesson<NoteModel, NoteExperiment> {
    private final NoteOptions notes;
    private final AudioOptions files;
    private final CodesArchitecture architecture;

    /**
     * Takes options.
     *
     * @param files say which files train, validate and test
     * @throws InputException if the model cannot learn notes, or an option is not one of the model's
     */
    NoteLesson(NoteOptions notes, AudioOptions files, ModelOptions design, ModelName model) {
        this.notes = notes;
        this.files = files;
        architecture = design.ofCodes(model, "--notes", Preset.FORECAST);
    }

    /** How good a network is on pieces. */
    record Verdict(NoteExperiment experiment, Map<Part, NoteScore> scores) implements CodesTrainingRun.Verdict {
        @Override
        public String reach() {
            return Figures.reach(experiment.network().timeMap(), "note");
        }

        @Override
        public void describe(Json.ObjectBuilder document) {
            Json.ObjectBuilder parts = Json.object();
            scores.forEach((part, score) -> parts.put(
                    part.name().toLowerCase(Locale.ROOT),
                    Json.object()
                            .putFinite("loss", score.nats())
                            .putFinite("right", score.right())
                            .put("notes", score.notes())
                            .build()));
            document.put("voices", experiment.config().codes().voices()).put("metrics", parts.build());
        }

        @Override
        public List<String> table() {
            TextTable table = new TextTable()
                    .text("part")
                    .number("pieces")
                    .number("notes")
                    .number("nats per note")
                    .number("right");
            scores.forEach((part, score) -> table.row(
                    part.label(),
                    Figures.whole(experiment.folder().of(part).size()),
                    Figures.whole(score.notes()),
                    Figures.fixed(score.nats(), 4),
                    Figures.fixed(100 * score.right(), 2) + " %"));
            return table.lines();
        }
    }

    /** Returns what a model is, beside its layers. */
    static List<String> lines(NoteModel model) {
        NoteCodes codes = model.config().codes();
        Provenance how = model.provenance();
        return List.of(
                "",
                "notes of " + Figures.counted(codes.voices(), "voice") + ", each silent or from " + codes.lowest()
                        + " to " + codes.highest() + ", softmax over " + codes.classes() + " codes",
                "trained on " + how.source() + " by " + how.options(),
                Figures.counted(how.epochs(), "epoch") + " in " + Figures.duration(how.seconds()) + " on "
                        + how.device() + ", weights of epoch " + how.bestEpoch());
    }

    @Override
    public Path folder() {
        return notes.folder();
    }

    @Override
    public Head head() {
        return new Categorical(1);
    }

    @Override
    public NoteExperiment experiment(long seed) {
        SoundSplit split = files.split(seed);
        NoteFolder music = NoteFolder.read(notes.folder(), split);
        return new NoteExperiment(architecture, notes.config(music, split), music).complete();
    }

    @Override
    public void write(NoteModel trained, Path out) {
        trained.write(out);
    }

    @Override
    public Provenance provenance(NoteModel trained) {
        return trained.provenance();
    }

    @Override
    public Verdict judge(Backend backend, NoteExperiment experiment, NoteModel trained) {
        return new Verdict(experiment, experiment.scores(backend, trained.weights()));
    }
}
