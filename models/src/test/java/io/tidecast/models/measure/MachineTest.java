package io.tidecast.models.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void generationsOfOneNameAreToldApart() {
        List<String> lines = List.of(
                "processor\t: 0",
                "cpu family\t: 26",
                "model\t\t: 2",
                "model name\t: AMD EPYC",
                "",
                "processor\t: 1",
                "cpu family\t: 26",
                "model\t\t: 3",
                "model name\t: another");
        assertEquals("AMD EPYC, family 26, model 2", Machine.processor(lines));
    }

    @Test
    void aProcessorMayHaveANameAloneOrNone() {
        assertEquals("POWER9", Machine.processor(List.of("processor : 0", "model name : POWER9")));
        assertEquals("unknown", Machine.processor(List.of("processor\t: 0", "BogoMIPS\t: 50.00")));
    }
}
