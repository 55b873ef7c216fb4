package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.file.JsonView;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReproduceTest {
    private static BookRow row(String name, BookRow.Table table) {
        return BookRow.ALL.stream()
                .filter(row -> row.name().equals(name) && row.table() == table)
                .findFirst()
                .orElseThrow();
    }

    private static BookResult.Verdict verdict(BookRow row, double... lasts) {
        int columns = row.table().columns().size();
        return new BookResult(
                        row,
                        Arrays.stream(lasts)
                                .mapToObj(last -> Collections.nCopies(columns, last))
                                .toList())
                .verdict();
    }

    @Test
    void verdictComparesAtTheDigitsThatWerePrinted() {
        BookRow convGru = row("Conv-GRU", BookRow.Table.EVERY_STEP);
        assertEquals(BookResult.Verdict.YES, verdict(convGru, 0.0079));
        assertEquals(BookResult.Verdict.YES, verdict(convGru, 0.008049));
        assertEquals(BookResult.Verdict.NO, verdict(convGru, 0.00806));
        assertEquals(BookResult.Verdict.WITHIN_SPREAD, verdict(convGru, 0.0075, 0.0090));
        assertEquals(BookResult.Verdict.NO, verdict(convGru, 0.0089, 0.0090));
    }

    @Test
    void oneEpochOfEveryRow() {
        JsonView result = Terminal.run("reproduce", "book", "--quick", "--epochs", "1", "--quiet", "--json")
                .done()
                .json();
        List<JsonView> tables = result.at("tables").items();
        assertEquals(0.020211367, ours(tables, "one_step", "naive"), 1e-8);
        assertEquals(0.25697407, ours(tables, "ten_steps", "naive"), 1e-7);
        assertEquals(0.00293, ours(tables, "one_step", "least squares"), 5e-6);
        assertEquals(0.01549, ours(tables, "ten_steps", "least squares"), 5e-6);
        assertTrue(ours(tables, "ten_steps", "one-step simple RNN, iterated") < 0.1);
        List<JsonView> everyStep = named(tables, "every_step").at("rows").items();
        assertEquals(5, everyStep.size());
        for (JsonView row : everyStep) {
            assertEquals(4, row.at("ours").fields().size());
            assertFalse(
                    row.at("at_least_as_good").flag(),
                    "one epoch should not do: " + row.at("name").text());
        }
    }

    private static double ours(List<JsonView> tables, String table, String name) {
        return named(named(tables, table).at("rows").items(), name)
                .at("ours")
                .at("validation_mse")
                .at("mean")
                .number();
    }

    private static JsonView named(List<JsonView> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.at("name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
