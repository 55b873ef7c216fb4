package io.tidecast.bench;

import io.tidecast.bench.onnx.OnnxContestant;
import io.tidecast.bench.torch.TorchContestant;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.error.InputException;
import io.tidecast.models.measure.BackendContestant;
import io.tidecast.models.measure.Comparison;
import io.tidecast.models.measure.ComparisonReport;
import io.tidecast.models.measure.Contestant;
import io.tidecast.models.measure.Machine;
import io.tidecast.models.measure.Pace;
import io.tidecast.models.measure.Task;
import io.tidecast.models.measure.TaskResult;
import io.tidecast.models.measure.Tasks;
import io.tidecast.models.measure.ThreadsComparison;
import io.tidecast.models.measure.ThreadsResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The comparison with the peers: every task, one thread, one table; then what a second thread brings. */
public final class Compare {
    private static final int THREADS = 2;

    private final PrintStream progress;
    private final List<Task> tasks;
    private final long started = System.nanoTime();

    private Compare(PrintStream progress, List<Task> tasks) {
        this.progress = progress;
        this.tasks = tasks;
    }

    /**
     * Runs it and ends the process: 0 done, 1 a disagreement or a full disk, 2 wrong input.
     *
     * @param args the folder for the results, then tasks' names; without names all
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Status.of(() -> run(Arrays.asList(args), out, err), err).end();
    }

    private static void run(List<String> args, PrintStream out, PrintStream err) throws IOException {
        if (args.isEmpty()) {
            throw new InputException("say in which folder the results are to be kept");
        }
        List<String> names = args.subList(1, args.size());
        ResultFiles files = new Compare(err, chosen(names)).run();
        files.lines().forEach(out::println);
        if (names.isEmpty()) {
            files.write(Path.of(args.getFirst())).forEach(file -> err.println("bench: kept in " + file));
        }
    }

    private static List<Task> chosen(List<String> names) {
        return names.isEmpty() ? Tasks.all() : names.stream().map(Compare::task).toList();
    }

    private static Task task(String name) {
        return Tasks.named(name)
                .orElseThrow(() -> new InputException("there is no task '" + name + "'; choose from "
                        + String.join(", ", Tasks.all().stream().map(Task::name).toList())));
    }

    private ResultFiles run() {
        BackendOptions alone = new BackendOptions(1);
        List<Contestant> contestants = List.of(
                new BackendContestant("cpu", alone),
                new TorchContestant(),
                new OnnxContestant(),
                new BackendContestant("nd4j", alone),
                new BackendContestant("ejml", alone));
        Comparison comparison = new Comparison(contestants, 1, Pace.STEADY, this::tell);
        List<TaskResult> results = new ArrayList<>();
        tasks.forEach(task -> results.add(comparison.measure(task)));
        ComparisonReport report =
                new ComparisonReport(contestants.stream().map(Contestant::name).toList(), results, Goals.RATIOS);
        return new ResultFiles(Machine.here(), Commit.here(), report, THREADS, threadsResults(), threadsWhyNot());
    }

    private String threadsWhyNot() {
        return new ThreadsComparison("cpu", THREADS, Pace.STEADY).whyNot().orElse("");
    }

    private List<ThreadsResult> threadsResults() {
        ThreadsComparison comparison = new ThreadsComparison("cpu", THREADS, Pace.STEADY);
        if (comparison.whyNot().isPresent()) {
            return List.of();
        }
        List<ThreadsResult> results = new ArrayList<>();
        for (Task task : tasks) {
            if (Goals.THREADS.containsKey(task.name())) {
                tell(task + ": timing on one thread and on " + THREADS);
                results.add(comparison.measure(task));
            }
        }
        return results;
    }

    private void tell(String line) {
        long seconds = (System.nanoTime() - started) / 1_000_000_000L;
        progress.println("bench: " + seconds + " s: " + line);
    }
}
