package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where the backend cannot run. */
class CudaProviderTest {
    private static final Duration QUICK = Duration.ofSeconds(2);

    private final CudaProvider provider = new CudaProvider();

    @Test
    void withoutDriverSaysWhyAndWhatToInstall(@TempDir Path folder) {
        Path missing = folder.resolve("libcuda.so.1");
        Availability.Unavailable no = unavailable(missing);
        assertTrue(no.reason().contains(missing.toString()), no.reason());
        assertTrue(no.reason().contains("cannot be loaded"), no.reason());
    }

    @Test
    void corruptDriverIsNone(@TempDir Path folder) throws IOException {
        Path corrupt = Files.writeString(folder.resolve("libcuda.so.1"), "not a library");
        assertTrue(unavailable(corrupt).reason().contains("cannot be loaded"));
    }

    @Test
    void whatHereIsOrIsNotIsSaidQuickly() {
        Availability availability = assertTimeout(QUICK, provider::probe);
        switch (availability) {
            case Availability.Available here -> assertTrue(here.device().contains("compute capability"), here.device());
            case Availability.Unavailable no -> {
                assertTrue(no.reason().length() > 10, no.reason());
                assertTrue(
                        no.remedy().contains("choose another backend")
                                || no.remedy().contains("driver"),
                        no.remedy());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DRIVER | 11080 | it supports CUDA 11.8, needed is 12.0 | install NVIDIA's driver of version 525",
                "DEVICES | 0 | the driver sees no GPU | nvidia-smi",
                "CAPABILITY | 70 | has compute capability 7.0, needed is 7.5 | newer GPU"
            })
    void machinesThatWillNotDoSayWhatToChange(String setting, String value, String reason, String remedy) {
        Emulation.required().with(setting, value, () -> {
            Availability.Unavailable no = assertInstanceOf(Availability.Unavailable.class, provider.probe());
            assertTrue(no.reason().contains(reason), no.reason());
            assertTrue(no.remedy().contains(remedy), no.remedy());
        });
    }

    @Test
    void gpuOfAnotherProcessIsSaidToBe() {
        Emulation emulation = Emulation.required();
        assertInstanceOf(Availability.Available.class, provider.probe());
        emulation.with("BUSY", "1", () -> {
            InputException busy = assertThrows(InputException.class, () -> provider.open(BackendOptions.defaults()));
            assertTrue(busy.getMessage().contains("another process has it for itself"), busy.getMessage());
        });
        assertEquals(0, emulation.count("contexts"));
    }

    @Test
    void oldTensorCoresAreRefusedInOneLine() {
        Emulation emulation = Emulation.required();
        emulation.with("CAPABILITY", "75", () -> {
            InputException refused = assertThrows(
                    InputException.class,
                    () -> provider.open(BackendOptions.defaults().with(Precision.TF32)));
            assertTrue(refused.getMessage().contains("tf32"), refused.getMessage());
        });
        assertEquals(0, emulation.count("contexts"));
    }

    private Availability.Unavailable unavailable(Path driver) {
        Optional<String> before = DriverLibrary.named();
        System.setProperty(DriverLibrary.PROPERTY, driver.toString());
        try {
            Availability availability = assertTimeout(QUICK, provider::probe);
            return assertInstanceOf(Availability.Unavailable.class, availability);
        } finally {
            before.ifPresentOrElse(
                    file -> System.setProperty(DriverLibrary.PROPERTY, file),
                    () -> System.clearProperty(DriverLibrary.PROPERTY));
        }
    }
}
