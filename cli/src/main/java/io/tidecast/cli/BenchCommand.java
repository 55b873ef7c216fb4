package io.tidecast.cli;

import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.NearestName;
import io.tidecast.models.file.Json;
import io.tidecast.models.measure.BackendContestant;
import io.tidecast.models.measure.Comparison;
import io.tidecast.models.measure.ComparisonReport;
import io.tidecast.models.measure.GivenFile;
import io.tidecast.models.measure.Machine;
import io.tidecast.models.measure.Pace;
import io.tidecast.models.measure.Peak;
import io.tidecast.models.measure.Task;
import io.tidecast.models.measure.TaskResult;
import io.tidecast.models.measure.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: how fast the backends are, on the same work, in turn. */
@Command(
        customSynopsis = "tidecast bench [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast bench --rows conv-gru,wavenet",
            "  tidecast bench --backends cpu --threads 2",
            "  tidecast bench --backends cpu,ejml --rows gated-wavenet --json",
            "",
            "Rows: conv-gru, conv-gru-inference, conv-gru-batch-256, conv-gru-long, conv-gru-large, wavenet,",
            "wavenet-long, wavenet-large, gated-wavenet, gated-wavenet-long; where they are named also these, for a GPU:",
            "conv-gru-batch-4096, gated-wavenet-30.",
            "",
            "Every result is held against the double-precision reference first; one that disagrees ends the command.",
            "In tf32 and bf16 it may be further off, as roundings of that size add up.",
            "All rows take about three minutes. Figures are worth something only if nothing else is running."
        })
final class BenchCommand implements Runnable {
    private static final int MOST_THREADS = 1_024;

    @Mixin
    private final JsonOption format = new JsonOption();

    @Option(
            names = "--backends",
            split = ",",
            paramLabel = "NAME",
            description = "Which backends; the others are held against the first (all that can run here).")
    private @Nullable List<String> backends;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "NAME",
            description = "Which rows of the table, see below (all but the large ones).")
    private @Nullable List<String> rows;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads may compute (1).")
    private int threads = 1;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "How exactly the backends compute products: f32 (the default), tf32 or bf16.")
    private Precision precision = Precision.F32;

    @Option(
            names = "--given",
            paramLabel = "FOLDER",
            description = "Measure nothing; write what each row starts from and what comes out of the first backend,"
                    + " as ROW.safetensors.")
    private @Nullable Path given;

    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        int most = Math.min(MOST_THREADS, BackendOptions.defaults().threads());
        Ranges.whole("--threads", threads, 1, most);
        List<BackendContestant> contestants = contestants();
        List<Task> tasks = tasks();
        if (given != null) {
            for (Task task : tasks) {
                Path file = given.resolve(task.name() + ".safetensors");
                GivenFile.write(file, task, contestants.getFirst());
                console.say(task + " kept in " + file);
            }
            return;
        }
        Comparison comparison = new Comparison(contestants, threads, Pace.QUICK, console::say);
        List<TaskResult> results = new ArrayList<>();
        tasks.forEach(task -> results.add(comparison.measure(task)));
        List<String> names = contestants.stream().map(BackendContestant::name).toList();
        print(new ComparisonReport(names, results, Map.of()));
    }

    private List<BackendContestant> contestants() {
        List<String> names = BackendNames.chosen(backends, console);
        return names.stream()
                .map(name -> new BackendContestant(name, new BackendOptions(threads, precision)))
                .toList();
    }

    private List<Task> tasks() {
        return rows == null
                ? Tasks.all()
                : BackendNames.distinct("--rows", rows).stream()
                        .map(BenchCommand::task)
                        .toList();
    }

    private static Task task(String name) {
        List<String> known = Tasks.names();
        return Tasks.named(name)
                .orElseThrow(() -> new InputException("--rows: there is no row '" + name + "'"
                        + NearestName.hint(name, known) + "; choose from " + String.join(", ", known)));
    }

    private void print(ComparisonReport report) {
        Machine machine = Machine.here();
        if (format.json()) {
            Json.ObjectBuilder document = Json.object()
                    .put("machine", machine.json())
                    .put("threads", threads)
                    .put("precision", precision.label());
            Peak.whyNot().ifPresent(reason -> document.put("peak_reason", reason));
            console.print(document.put("rows", report.json()).build());
            return;
        }
        report.table().forEach(console::print);
        Stream.concat(report.notes().stream(), Peak.whyNot().stream()).forEach(note -> console.print("* " + note));
        console.print("* " + machine.processor() + ", " + Figures.counted(machine.processors(), "processor") + ", "
                + Figures.counted(threads, "thread") + " used, products in " + precision.label() + "; "
                + machine.java());
    }
}
