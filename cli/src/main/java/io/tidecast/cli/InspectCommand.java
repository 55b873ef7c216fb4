package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.MuLaw;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.file.Json;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.music.NoteModel;
import io.tidecast.models.net.Network;
import io.tidecast.models.text.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a model is made of. */
@Command(
        customSynopsis = {
            "tidecast inspect MODEL [OPTION]...",
            "       tidecast inspect --preset NAME [OPTION]...",
            "       tidecast inspect MODEL_FILE"
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast inspect wavenet",
            "  tidecast inspect --preset paper --rate 16000",
            "  tidecast inspect conv-gru --filters 32 --layers 1 --window 56 --horizon 14",
            "  tidecast inspect conv-gru-sines.safetensors"
        })
final class InspectCommand implements Runnable {
    private static final int MOST_CHANNELS = 65_536;
    private static final int HIGHEST_RATE = 1_000_000;

    @Mixin
    private final JsonOption format = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description = "A model's name, or a file that train saved; with --preset wavenet needs no naming.")
    private String model = "";

    @Option(names = "--window", paramLabel = "N", description = "Steps that a forecast reads (${DEFAULT-VALUE}).")
    private int window = 50;

    @Option(names = "--horizon", paramLabel = "N", description = "Steps that it forecasts (${DEFAULT-VALUE}).")
    private int horizon = 10;

    @Option(names = "--inputs", paramLabel = "N", description = "Channels that it reads (${DEFAULT-VALUE}).")
    private int inputs = 1;

    @Option(names = "--targets", paramLabel = "N", description = "Columns that it forecasts (${DEFAULT-VALUE}).")
    private int targets = 1;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "Steps a second, to tell the receptive field in seconds too; a model of sound knows its own.")
    private @Nullable Integer rate;

    @Mixin(name = "Model")
    private final ModelOptions design = new ModelOptions();

    private final Console console;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (model.isEmpty()) {
            if (!design.hasPreset()) {
                throw new InputException("MODEL is missing: name a model or a file that train saved, or give --preset");
            }
            show(Optional.empty(), network(ModelName.WAVENET));
            return;
        }
        Path file = Path.of(model);
        Optional<ModelName> name = ModelName.find(model);
        if (name.isPresent() && !Files.isRegularFile(file)) {
            show(Optional.empty(), network(name.get()));
        } else if (Files.exists(file) && SoundModel.isOne(file)) {
            showSound(SoundModel.read(file));
        } else if (Files.exists(file) && NoteModel.isOne(file)) {
            showNotes(NoteModel.read(file));
        } else if (Files.exists(file)) {
            ModelFile stored = ModelFile.read(file);
            show(Optional.of(stored), stored.network());
        } else {
            throw new InputException(model + ": there is no such file, and no model of that name"
                    + NearestName.hint(model, ModelName.all()) + "; models are " + String.join(", ", ModelName.all()));
        }
    }

    private Network network(ModelName name) {
        int outputs = Ranges.whole("--horizon", horizon, 1, MOST_CHANNELS)
                * Ranges.whole("--targets", targets, 1, MOST_CHANNELS / horizon);
        return design.architecture(name)
                .build(
                        Ranges.whole("--inputs", inputs, 1, MOST_CHANNELS),
                        outputs,
                        Ranges.whole("--window", window, 1, 1_000_000));
    }

    private Optional<Integer> rate() {
        return Optional.ofNullable(rate).map(given -> Ranges.whole("--rate", given, 1, HIGHEST_RATE));
    }

    private void requireNoRate(String itsOwn) {
        if (rate != null) {
            throw new InputException("--rate: " + model + " is " + itsOwn + "; leave the option out");
        }
    }

    private void showSound(SoundModel stored) {
        requireNoRate("of sound, and knows its rate of " + stored.config().rate() + " Hz");
        Network network = stored.network();
        if (format.json()) {
            Json.ObjectBuilder document = description(network).put("file", model);
            SoundReport.describe(document, stored.config());
            if (stored.config().code() instanceof MuLaw law) {
                document.put("classes", law.classes());
            }
            putSeconds(document, network, stored.config().rate());
            console.print(document.build());
            return;
        }
        showLayers(network, SoundReport.reach(network, stored.config().rate()));
        SoundReport.lines(stored).forEach(console::print);
    }

    private void showNotes(NoteModel stored) {
        requireNoRate("of notes, which have no rate");
        Network network = stored.network();
        if (format.json()) {
            console.print(description(network)
                    .put("file", model)
                    .put("voices", stored.config().codes().voices())
                    .put("lowest", stored.config().codes().lowest())
                    .put("highest", stored.config().codes().highest())
                    .build());
            return;
        }
        showLayers(network, Figures.reach(network.timeMap(), "note"));
        NoteLesson.lines(stored).forEach(console::print);
    }

    private void show(Optional<ModelFile> stored, Network network) {
        if (format.json()) {
            console.print(document(stored, network));
            return;
        }
        showLayers(
                network,
                rate().map(hertz -> SoundReport.reach(network, hertz))
                        .orElseGet(() -> Figures.reach(network.timeMap(), "step")));
        stored.ifPresent(model -> ModelSummary.lines(model).forEach(console::print));
    }

    private void showLayers(Network network, String receptiveField) {
        TimeMap map = network.timeMap();
        console.print(network.name() + ": reads " + Figures.counted(network.window(), "step") + " of "
                + Figures.counted(network.inputs(), "channel") + ", gives "
                + Figures.counted(network.outputs(), "value") + " at "
                + (map.steps() == 1 ? "the last step" : "each of " + Figures.counted(map.steps(), "step")));
        console.print("");
        TextTable table = new TextTable()
                .text("layer")
                .text("what")
                .text("output [steps, channels]")
                .number("sees")
                .number("parameters");
        for (Network.Row row : network.rows()) {
            table.row(
                    row.layer().name(),
                    row.layer().description(),
                    "[" + row.timeMap().steps() + ", " + row.channels() + "]",
                    reach(row.timeMap()),
                    Figures.whole(row.parameters()));
        }
        table.lines().forEach(console::print);
        console.print("");
        console.print(Figures.whole(network.parameterCount()) + " parameters; receptive field: " + receptiveField);
    }

    private static String reach(TimeMap map) {
        return map.reach() == TimeMap.UNBOUNDED ? "all" : Figures.whole(map.reach());
    }

    private Json document(Optional<ModelFile> stored, Network network) {
        Json.ObjectBuilder document = description(network);
        rate().ifPresent(hertz -> putSeconds(document, network, hertz));
        stored.ifPresent(model -> document.put("file", this.model).put("training", ModelSummary.json(model)));
        return document.build();
    }

    private static void putSeconds(Json.ObjectBuilder document, Network network, int rate) {
        if (network.timeMap().reach() != TimeMap.UNBOUNDED) {
            document.put("receptive_seconds", (double) network.timeMap().reach() / rate);
        }
    }

    private static Json.ObjectBuilder description(Network network) {
        Json.ObjectBuilder document = Json.object()
                .put("model", network.name())
                .put("parameters", network.parameterCount())
                .put("window", network.window())
                .put("inputs", network.inputs())
                .put("outputs", network.outputs());
        if (network.timeMap().reach() != TimeMap.UNBOUNDED) {
            document.put("receptive_field", network.timeMap().reach());
        }
        document.put(
                "layers",
                Json.array(network.rows().stream().map(InspectCommand::layer).toList()));
        return document;
    }

    private static Json layer(Network.Row row) {
        Json.ObjectBuilder layer = Json.object()
                .put("name", row.layer().name())
                .put("description", row.layer().description())
                .put("output_shape", Json.wholes(row.timeMap().steps(), row.channels()))
                .put("parameters", row.parameters());
        if (row.timeMap().reach() != TimeMap.UNBOUNDED) {
            layer.put("receptive_field", row.timeMap().reach());
        }
        return layer.build();
    }
}
