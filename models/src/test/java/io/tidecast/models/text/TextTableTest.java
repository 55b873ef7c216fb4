package io.tidecast.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void alignsTextsLeftAndNumbersRight() {
        List<String> lines = new TextTable()
                .text("model")
                .number("mse")
                .number("MAE, riders")
                .row("conv-gru", "0.01740", "26,914")
                .row("naive", "0.2569741", "")
                .lines();
        assertEquals("""
                | model    |       mse | MAE, riders |
                | -------- | --------: | ----------: |
                | conv-gru |   0.01740 |      26,914 |
                | naive    | 0.2569741 |             |""", String.join("\n", lines));
    }

    @Test
    void keepsColumnsStraightWhateverStandsInThem() {
        List<String> lines = new TextTable()
                .text("series")
                .number("n")
                .row("東京|駅", "1")
                .row("Zürich e\u0301", "2")
                .row("a\nb\u001b[1m", "3")
                .lines();
        assertEquals(
                List.of(
                        "| series   |   n |",
                        "| -------- | --: |",
                        "| 東京\\|駅 |   1 |",
                        "| Zürich e\u0301 |   2 |",
                        "| a b [1m  |   3 |"),
                lines);
        assertEquals(
                1, lines.stream().mapToInt(TextTable::displayWidth).distinct().count());
    }

    @Test
    void refusesRowsThatDoNotFit() {
        TextTable table = new TextTable().text("model").number("mse");
        assertThrows(IllegalArgumentException.class, () -> table.row("naive"));
    }

    @Test
    void showsItsHeadingsWithoutRows() {
        assertEquals(List.of("| a   |", "| --- |"), new TextTable().text("a").lines());
    }
}
