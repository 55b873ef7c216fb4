package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.audio.SoundConfig;
import io.tidecast.models.audio.SoundFolder;
import io.tidecast.models.audio.SoundGenerator;
import io.tidecast.models.audio.SoundModel;
import io.tidecast.models.audio.VoiceTold;
import io.tidecast.models.audio.WavReader;
import io.tidecast.models.audio.WavWriter;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.generate.Sampler;
import io.tidecast.models.music.NoteModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}: sound or music that a model makes up. */
@Command(
        customSynopsis = "tidecast generate MODEL_FILE [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast generate voices.safetensors --condition speaker=jackson --seconds 2 --out out.wav",
            "  tidecast generate voices.safetensors --condition speaker=jackson --begin hello.wav --temperature 0.9",
            "  tidecast generate voices.safetensors --condition 'speaker=*' --voices 12 --against recordings",
            "  tidecast generate chorales.safetensors --chords 128 --temperature 0.9 --out chorale.mid",
            "",
            "The same seed gives the same sound, and a voice the same whatever voices there are beside it. Interrupted,",
            "it writes what there is so far."
        })
final class GenerateCommand implements Callable<Integer> {
    private static final double LONGEST_SECONDS = 3_600;
    private static final double LONGEST_BEGINNING = 600;
    private static final int MOST_VOICES = 1_024;
    private static final long MOST_SAMPLES = 1L << 30;

    @Mixin
    private final JsonOption format = new JsonOption();

    @Parameters(paramLabel = "MODEL_FILE", description = "What train wavenet --audio or --notes saved.")
    private Path file = Path.of("");

    @Mixin
    private final ConditionOptions conditions = new ConditionOptions();

    @Option(names = "--seconds", paramLabel = "X", description = "How long each voice is (${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "1 draws as the network says, less is cleaner and duller, 0 always takes the most likely"
                    + " (${DEFAULT-VALUE}).")
    private double temperature = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Where chance begins (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--voices",
            paramLabel = "N",
            description = "How many are made up together (${DEFAULT-VALUE}); of several, out.wav becomes out-1.wav,"
                    + " out-2.wav and so on.")
    private int voices = 1;

    @Option(
            names = "--begin",
            paramLabel = "FILE",
            description =
                    "A WAV file (of notes a CSV file) that every voice goes on from; it stands first in what is written. Without it"
                            + " voices begin as recordings did in training.")
    private @Nullable Path begin;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the sound goes (the model's name, .wav); of notes a name in .mid or .wav, of any other"
                    + " name both.")
    private @Nullable Path out;

    @Option(
            names = "--spectrogram",
            paramLabel = "FILE",
            description = "Draw the spectrogram, as SVG, or where the name ends in .png its bare pixels; beside it that"
                    + " of recordings where --against names some.")
    private @Nullable Path spectrogram;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "Print level, silence and spectrum beside those of the test files in this folder that have"
                    + " the labels asked for.")
    private @Nullable Path against;

    @Option(
            names = "--local",
            paramLabel = "FILE",
            description = "A CSV file of what the network is told along every voice, --begin included, for models that"
                    + " were trained with --local-rate.")
    private @Nullable Path local;

    @Mixin(name = "Notes")
    private final NoteGenerationOptions notes = new NoteGenerationOptions();

    @Mixin(name = "Running")
    private final RunOptions running = new RunOptions();

    private final Console console;

    GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Ranges.whole("--voices", voices, 1, MOST_VOICES);
        Sampler.requireTemperature("--temperature", temperature);
        if (NoteModel.isOne(file)) {
            requireNothingOfSound();
            return notes.generate(console, running, format.json(), file, temperature, seed, begin, out);
        }
        if (Ranges.positive("--seconds", seconds) > LONGEST_SECONDS) {
            throw new InputException("--seconds: found " + seconds + ", expected at most " + (int) LONGEST_SECONDS);
        }
        List<Path> files = files();
        files.forEach(AtomicFile::requireWritable);
        Optional.ofNullable(spectrogram).ifPresent(AtomicFile::requireWritable);
        SoundModel model = SoundModel.read(file);
        SoundConfig config = model.config();
        List<VoiceTold> told = conditions.voices(config, voices);
        float[] beginning = begin == null ? new float[0] : WavReader.read(begin, config.rate(), LONGEST_BEGINNING);
        Optional<SoundFolder> recordings =
                Optional.ofNullable(against).map(folder -> SoundFolder.restore(folder, config, console::say));
        float[] along = along(config, beginning.length);
        int samples = Math.max(1, (int) Math.round(seconds * config.rate()));
        int all = samples + beginning.length;
        if ((long) all * voices > MOST_SAMPLES) {
            throw new InputException("--voices and --seconds: " + Figures.whole((long) all * voices)
                    + " samples are too many at once, expected at most " + Figures.whole(MOST_SAMPLES));
        }
        try (Backend backend = running.open(console);
                Interruption interruption = Interruption.listen();
                SoundGenerator generator = new SoundGenerator(backend, model, told, along, temperature, seed, all)) {
            generator.follow(beginning);
            long begun = System.nanoTime();
            generate(generator, all, interruption);
            double took = (System.nanoTime() - begun) * 1e-9;
            List<float[]> sounds = new ArrayList<>();
            for (int voice = 0; voice < voices; voice++) {
                sounds.add(generator.samples(voice));
                WavWriter.write(files.get(voice), sounds.getLast(), config.rate());
            }
            int made = generator.count() - beginning.length;
            GenerationReport report = new GenerationReport(model, files, told, sounds, beginning.length, took);
            if (format.json()) {
                console.print(report.json(backend, recordings)
                        .put("file", file.toString())
                        .put("seed", seed)
                        .put("temperature", temperature)
                        .put("complete", made == samples)
                        .build());
            } else {
                report.lines(recordings).forEach(console::print);
            }
            Optional.ofNullable(spectrogram).ifPresent(path -> report.draw(path, recordings));
            if (made < samples) {
                console.say("stopped after " + Figures.whole(made) + " of " + Figures.whole(samples)
                        + " samples; what there is of them is written");
                return Status.FAILED;
            }
            return Status.DONE;
        }
    }

    private void requireNothingOfSound() {
        if (voices > 1 || spectrogram != null || against != null || conditions.areGiven() || local != null) {
            throw new InputException(
                    file
                            + ": is a model of notes; --voices, --spectrogram, --against, --local and --condition are for sound");
        }
    }

    private float[] along(SoundConfig config, int given) {
        if (config.local().isPresent() != (local != null)) {
            throw new InputException("--local: " + file + " was trained "
                    + config.local()
                            .map(columns -> "with numbers along each recording, and wants a CSV file of "
                                    + String.join(", ", columns.columns().names()) + ", a row for each "
                                    + Figures.counted(columns.every(), "sample"))
                            .orElse("with nothing along the recordings; leave the option out"));
        }
        return config.local()
                .map(columns -> columns.read(
                        Optional.ofNullable(local).orElseThrow(), given + Math.round(seconds * config.rate())))
                .orElseGet(() -> new float[0]);
    }

    private void generate(SoundGenerator generator, int all, Interruption interruption) {
        int given = generator.count();
        try (StepProgress progress = new StepProgress(console, "generate", "sample", all - given)) {
            while (generator.count() < all && !interruption.isAsked()) {
                generator.next();
                progress.done(generator.count() - given);
            }
        }
    }

    private List<Path> files() {
        Path named = Optional.ofNullable(file.getFileName()).orElse(file);
        Path whole = out != null ? out : Path.of(stem(named.toString()) + ".wav");
        if (voices == 1) {
            return List.of(whole);
        }
        String name = String.valueOf(whole.getFileName());
        String stem = stem(name);
        return IntStream.rangeClosed(1, voices)
                .mapToObj(voice -> whole.resolveSibling(stem + "-" + voice + name.substring(stem.length())))
                .toList();
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
