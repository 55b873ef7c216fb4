package io.tidecast.models.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonViewTest {
    private enum Padding {
        VALID,
        CAUSAL
    }

    private final JsonView root = JsonView.read("rides.safetensors", """
            {"training": {"epochs": 20, "rate": 1e-3, "stages": [{"rate": "fast"}]},
             "padding": "causal", "best": true, "huge": 1e999, "whole": 20.0, "big": 9223372036854775808,
             "means": [0.5, 2], "dilations": [1, 2, 4], "columns": ["rail", "bus"]}
            """);

    @Test
    void readsEachKind() {
        JsonView training = root.at("training");
        assertEquals(20, training.at("epochs").whole(1, 100));
        assertEquals(0.001, training.at("rate").number());
        assertEquals(20.0, training.at("epochs").number());
        assertEquals(Padding.CAUSAL, root.at("padding").choice(Padding.class));
        assertTrue(root.at("best").flag());
        assertArrayEquals(new double[] {0.5, 2}, root.at("means").numbers());
        assertArrayEquals(new int[] {1, 2, 4}, root.at("dilations").wholes(1, 4));
        assertEquals(List.of("rail", "bus"), root.at("columns").texts());
        assertTrue(root.find("absent").isEmpty());
        assertEquals(
                List.of("epochs", "rate", "stages"),
                List.copyOf(training.fields().keySet()));
    }

    @Test
    void saysWhereFoundAndExpected() {
        assertFault(
                "rides.safetensors: training.stages[0].rate is the text \"fast\"; expected a finite number",
                view -> view.at("training")
                        .at("stages")
                        .items()
                        .getFirst()
                        .at("rate")
                        .number());
        assertFault(
                "rides.safetensors: training.epoch is missing; found epochs, rate, stages",
                view -> view.at("training").at("epoch"));
        assertFault(
                "rides.safetensors: training.epochs is the number 20; expected a whole number from 1 to 10",
                view -> view.at("training").at("epochs").whole(1, 10));
        assertFault(
                "rides.safetensors: best is true; expected a text",
                view -> view.at("best").text());
        assertFault(
                "rides.safetensors: padding is the text \"causal\"; expected true or false",
                view -> view.at("padding").flag());
        assertFault(
                "rides.safetensors: training is an object of 3 fields; expected an array",
                view -> view.at("training").items());
        assertFault(
                "rides.safetensors: means is an array of 2; expected an object",
                view -> view.at("means").at("x"));
        assertFault(
                "rides.safetensors: columns[0] is the text \"rail\"; expected one of [VALID, CAUSAL]",
                view -> view.at("columns").items().getFirst().choice(Padding.class));
        assertFault(
                "rides.safetensors: huge is the number 1e999; expected a finite number",
                view -> view.at("huge").number());
        assertFault(
                "rides.safetensors: means[0] is the number 0.5; expected a whole number from 0 to 9",
                view -> view.at("means").wholes(0, 9));
        assertFault(
                "rides.safetensors: whole is the number 20.0; expected a whole number from 0 to 99",
                view -> view.at("whole").whole(0, 99));
        assertFault(
                "rides.safetensors: big is the number 9223372036854775808; expected a whole number from 0 to "
                        + Long.MAX_VALUE,
                view -> view.at("big").whole(0, Long.MAX_VALUE));
    }

    private void assertFault(String message, Consumer<JsonView> read) {
        String e = Faults.ofInput(() -> read.accept(root));
        assertEquals(message, e);
    }
}
