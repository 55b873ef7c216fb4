package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.file.AtomicFile;
import io.tidecast.models.file.Json;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.verify.PairResult;
import io.tidecast.models.verify.Tolerances;
import io.tidecast.models.verify.Verification;
import io.tidecast.models.verify.VerificationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether the backends train alike, step by step, and which op differs where they do not. */
@Command(
        customSynopsis = "tidecast verify MODEL [--backends NAME,NAME,...] [--data FILE | --audio DIR | --notes DIR]"
                + " [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast verify conv-gru",
            "  tidecast verify wavenet --backends cpu,ejml --plot drift.svg",
            "  tidecast verify conv-gru --data rides.csv --time date --target rail --head gaussian --steps 50 --json",
            "  tidecast verify wavenet --audio recordings --label '{speaker}_*.wav' --crop 2048 --batch 4",
            "",
            "The steps are the first that 'train' takes with the same options. Before each of them every backend is given",
            "the weights and the optimiser's state that the reference has, so that each step is judged for itself. What is",
            "judged are relative differences, the norm of the difference over the norm of the reference's tensor, of the",
            "loss, of each gradient, of the optimiser's state and of each updated weight tensor. A tensor whose norm is less",
            "than 1e-5 of that of all of its kind is measured by that, since what remains of sums that cancel is rounding;",
            "a weight tensor by 1e-2 of all weights, since a bias that has just left zero is all steps.",
            "The first step, the last, and those where a tensor is beyond tolerance for the first time are also run op by",
            "op, each op with the reference's operands: the first one beyond tolerance is what a difference comes from.",
            "Long windows that are learnt in blocks (see README) are not.",
            "",
            "The reference computes in f32 whatever --precision says. In tf32 and bf16 the usual tolerances are wider: 2e-3 and",
            "1.6e-2 of an op, and of the rest as much more as roundings add up.",
            "",
            "Exit status: 0 within tolerance, 1 beyond it, 2 the input was wrong."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 1_000_000;
    private static final String USUAL_REFERENCE = "ejml";

    @Parameters(paramLabel = "MODEL", description = "conv-gru, wavenet, linear, simple-rnn, lstm or gru.")
    private ModelName model = ModelName.CONV_GRU;

    @Option(
            names = "--backends",
            split = ",",
            paramLabel = "NAME",
            description = "Which backends, at least two (all that can run here).")
    private @Nullable List<String> backends;

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            description = "The one of them that the others are held against (ejml, which computes in double precision;"
                    + " where it is not among them the first).")
    private @Nullable String reference;

    @Option(names = "--steps", paramLabel = "N", description = "How many steps of training (${DEFAULT-VALUE}).")
    private int steps = 200;

    @Mixin
    private final ComputeOptions computing = new ComputeOptions();

    @Mixin
    private final ToleranceOptions tolerances = new ToleranceOptions();

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draw how far the backends drift apart when each trains by itself, as SVG.")
    private @Nullable Path plot;

    @Mixin
    private final JsonOption format = new JsonOption();

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Mixin(name = "Data")
    private final DataOptions data = new DataOptions();

    @Mixin(name = "Sound")
    private final AudioOptions audio = new AudioOptions();

    @Mixin(name = "Notes")
    private final NoteOptions notes = new NoteOptions();

    @Mixin(name = "Model")
    private final ModelOptions design = new ModelOptions();

    @Mixin
    private final HeadOption head = new HeadOption();

    @Mixin(name = "Training")
    private final StepOptions step = new StepOptions();

    private final Console console;

    VerifyCommand(Console console) {
        this.console = console;
    }

    /** The backends by name, the reference first. */
    private record Line(String reference, List<String> candidates) {}

    @Override
    public Integer call() {
        Line line = line();
        BackendOptions opening = computing.options();
        Ranges.whole("--steps", steps, 1, MOST_STEPS);
        Supplier<Subject> subject = subject();
        Optional<Path> drawing = Optional.ofNullable(plot);
        drawing.ifPresent(AtomicFile::requireWritable);
        List<Backend> opened = new ArrayList<>();
        try (Interruption interruption = Interruption.listen()) {
            opened.add(Backends.open(line.reference(), opening.with(Precision.F32)));
            line.candidates().forEach(name -> opened.add(Backends.open(name, opening)));
            Verification verification = verification(subject.get());
            long started = System.nanoTime();
            Optional<List<PairResult>> results = run(verification, opened, interruption);
            if (results.isEmpty()) {
                console.say("stopped before all steps were done; nothing is judged");
                return Status.FAILED;
            }
            double seconds = (System.nanoTime() - started) * 1e-9;
            VerificationReport report = new VerificationReport(results.get(), verification.tolerances());
            String title = model + ": how far the backends drift apart";
            drawing.ifPresent(file -> AtomicFile.writeText(file, report.driftPlot(title)));
            print(verification, report, seconds);
            return report.isWithin() ? Status.DONE : Status.FAILED;
        } finally {
            opened.forEach(Backend::close);
        }
    }

    private Line line() {
        List<String> names = BackendNames.chosen(backends, console);
        if (names.size() < 2) {
            if (backends == null) {
                BackendTable.lines(Backends.table()).forEach(console::note);
            }
            throw new InputException("--backends: found " + (names.isEmpty() ? "none" : names.getFirst() + " alone")
                    + (backends == null ? " that can run here, see the table above" : "")
                    + ", expected at least two to hold against each other, such as cpu,ejml");
        }
        String first =
                reference != null ? reference : names.contains(USUAL_REFERENCE) ? USUAL_REFERENCE : names.getFirst();
        if (!names.contains(first)) {
            throw new InputException("--reference: " + first + " is not among the backends " + String.join(",", names)
                    + NearestName.hint(first, names) + "; name it with --backends too");
        }
        return new Line(
                first, names.stream().filter(name -> !name.equals(first)).toList());
    }

    /** Returns what is trained. Options are checked now, the data read when it is asked for. */
    private Supplier<Subject> subject() {
        Lessons lessons = new Lessons(audio, notes);
        if (lessons.areGiven()) {
            CodesTrainingRun.Lesson<?, ?> lesson = lessons.chosen(console, model, design, head);
            TrainingOptions options = step.options(lesson.head());
            return () -> Subject.of(lesson, options);
        }
        TrainingOptions options = step.options(head.head());
        Architecture architecture = design.architecture(model);
        data.defaultToExample();
        return () -> Subject.of(data.read(console), architecture, head.head(), options, console::say);
    }

    private Verification verification(Subject subject) {
        Tolerances held = tolerances.of(
                subject.network(), subject.options().loss(), computing.options().precision());
        return new Verification(subject.network(), subject.examples(), subject.options(), steps, held);
    }

    private Optional<List<PairResult>> run(Verification verification, List<Backend> opened, Interruption interruption) {
        try (StepProgress progress = new StepProgress(console, model.toString(), "step", steps)) {
            return verification.run(opened.getFirst(), opened.subList(1, opened.size()), done -> {
                if (!quiet) {
                    progress.done(done);
                }
                return !interruption.isAsked();
            });
        }
    }

    private void print(Verification verification, VerificationReport report, double seconds) {
        if (format.json()) {
            Tolerances held = verification.tolerances();
            Json.ObjectBuilder document = Json.object()
                    .put("model", model.toString())
                    .put("parameters", verification.network().parameterCount())
                    .put("steps", steps)
                    .put("batch", verification.options().batch())
                    .put("seed", verification.options().seed())
                    .put("precision", computing.options().precision().label())
                    .put("seconds", seconds)
                    .put("within", report.isWithin())
                    .put(
                            "tolerances",
                            Json.object()
                                    .put("loss", held.loss())
                                    .put("gradient", held.gradient())
                                    .put("state", held.state())
                                    .put("weights", held.weights())
                                    .put("op", held.op())
                                    .build())
                    .put("pairs", report.json());
            if (plot != null) {
                document.put("plot", plot.toString());
            }
            console.print(document.build());
            return;
        }
        report.lines().forEach(console::print);
        console.print("");
        console.print(model + ", " + Figures.counted(verification.network().parameterCount(), "parameter") + ": "
                + Figures.counted(steps, "step") + " of "
                + Figures.counted(verification.options().batch(), "window")
                + " on " + Figures.counted(report.results().size() + 1L, "backend") + " in "
                + Figures.duration(seconds)
                + (plot == null ? "" : "; how far they drift is drawn in " + plot));
        if (!report.isWithin()) {
            console.say("beyond tolerance: "
                    + report.results().stream()
                            .filter(result -> !result.isWithin())
                            .map(PairResult::backend)
                            .collect(Collectors.joining(", ")));
        }
    }
}
