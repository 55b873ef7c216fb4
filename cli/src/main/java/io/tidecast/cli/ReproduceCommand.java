package io.tidecast.cli;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.error.InputException;
import io.tidecast.models.file.Json;
import io.tidecast.models.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reproduce}: the chapter's tables beside ours. */
@Command(
        customSynopsis = "tidecast reproduce book [OPTION]...",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidecast reproduce book",
            "  tidecast reproduce book --quick",
            "  tidecast reproduce book --seeds 1,2,3 --json",
            "",
            "Every row is trained for 20 epochs of batches of 32 with Adam, as in the book. A row is at least as good",
            "when the mean over seeds of its last column is at most what was printed; what was printed is one run's."
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final String BOOK = "book";

    @Mixin
    private final JsonOption format = new JsonOption();

    @Parameters(paramLabel = "WHAT", description = "book: the chapter on sequences.")
    private String what = BOOK;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,3,4,5",
            description = "The seeds to train with (${DEFAULT-VALUE}).")
    private List<Long> seeds = List.of();

    @Option(names = "--quick", description = "Train with the first seed alone.")
    private boolean quick;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of each training (${DEFAULT-VALUE}, as in the book).")
    private int epochs = 20;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Mixin(name = "Running")
    private final RunOptions running = new RunOptions();

    private final Console console;

    ReproduceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!what.equals(BOOK)) {
            throw new InputException("there is nothing to reproduce named '" + what + "'; there is " + BOOK);
        }
        List<Long> chosen = quick ? seeds.subList(0, 1) : seeds;
        long began = System.nanoTime();
        try (Backend backend = running.open(console);
                Interruption interruption = Interruption.listen()) {
            BookRuns runs = new BookRuns(
                    backend,
                    new Training(console, quiet, interruption),
                    Ranges.whole("--epochs", epochs, 1, 1_000_000));
            List<BookResult> results = new ArrayList<>();
            for (BookRow row : BookRow.ALL) {
                Optional<BookResult> result = result(runs, row, row.isTrained() ? chosen : chosen.subList(0, 1));
                if (result.isEmpty()) {
                    console.say("stopped; nothing is kept");
                    return Status.FAILED;
                }
                results.add(result.get());
            }
            double seconds = (System.nanoTime() - began) * 1e-9;
            if (format.json()) {
                console.print(document(backend, chosen, seconds, results));
            } else {
                print(backend, chosen, seconds, results);
            }
            return Status.DONE;
        }
    }

    private static Optional<BookResult> result(BookRuns runs, BookRow row, List<Long> seeds) {
        List<List<Double>> figures = new ArrayList<>();
        for (long seed : seeds) {
            Optional<List<Double>> run = runs.run(row, seed);
            if (run.isEmpty()) {
                return Optional.empty();
            }
            figures.add(run.get());
        }
        return Optional.of(new BookResult(row, figures));
    }

    private void print(Backend backend, List<Long> chosen, double seconds, List<BookResult> results) {
        for (BookRow.Table table : BookRow.Table.values()) {
            console.print(table.title + ", the book's figures and ours");
            TextTable text = new TextTable().text("forecast by").number("parameters");
            for (String column : table.columns()) {
                String title = column.replace("validation", "val")
                        .replace("last_time_step_mse", "last")
                        .replace('_', ' ');
                text.number(title).number("ours");
            }
            text.text("at least as good");
            results.stream().filter(result -> result.row().table() == table).forEach(result -> text.row(cells(result)));
            text.lines().forEach(console::print);
            console.print("");
        }
        console.print(Figures.counted(epochs, "epoch") + " on "
                + backend.precision().of(backend.name()) + ", mean ± standard deviation over "
                + Figures.counted(chosen.size(), "seed") + ", in " + Figures.duration(seconds));
    }

    private static List<String> cells(BookResult result) {
        BookRow row = result.row();
        List<String> cells = new ArrayList<>();
        cells.add(row.name());
        cells.add(row.parameters().isPresent() ? Figures.whole(row.parameters().getAsLong()) : "");
        for (int column = 0; column < row.table().columns().size(); column++) {
            cells.add(result.printed(column));
            cells.add(result.ours(column));
        }
        cells.add(result.verdict().toString());
        return cells;
    }

    private Json document(Backend backend, List<Long> chosen, double seconds, List<BookResult> results) {
        List<Json> tables = Arrays.stream(BookRow.Table.values())
                .map(table -> (Json) Json.object()
                        .put("name", table.name().toLowerCase(Locale.ROOT))
                        .put("horizon", table.horizon)
                        .put(
                                "rows",
                                Json.array(results.stream()
                                        .filter(result -> result.row().table() == table)
                                        .map(BookResult::toJson)
                                        .toList()))
                        .build())
                .toList();
        return Json.object()
                .put("backend", backend.name())
                .put("precision", backend.precision().label())
                .put("epochs", epochs)
                .put("seconds", seconds)
                .put(
                        "seeds",
                        Json.array(chosen.stream()
                                .map(seed -> Json.of(seed.longValue()))
                                .toList()))
                .put("tables", Json.array(tables))
                .build();
    }
}
