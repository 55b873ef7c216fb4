package io.tidecast.models.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.measure.Standing.Absent;
import io.tidecast.models.measure.Standing.Timed;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.train.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final Pace BRIEF = new Pace(0.01, 0.1, 3, 0.01, 60);
    private static final BackendOptions ONE_THREAD = new BackendOptions(1);
    private static final Contestant CPU = new BackendContestant("cpu", ONE_THREAD);
    private static final Contestant EJML = new BackendContestant("ejml", ONE_THREAD);

    private static final Task TRAINING =
            new Task("small", "small Conv-GRU", Task.Kind.TRAINING, ConvGru.BOOK.build(1, 2, 12), 3, Loss.MSE);
    private static final Task INFERENCE =
            new Task("forecast", "small Conv-GRU", Task.Kind.INFERENCE, ConvGru.BOOK.build(1, 2, 12), 3, Loss.MSE);
    private static final Task CODES = new Task(
            "codes",
            "small gated WaveNet",
            Task.Kind.TRAINING,
            new GatedWaveNet(4, 6, 2, List.of(1, 2), 1).ofCodes(5, 9),
            2,
            Loss.CROSS_ENTROPY);

    private static TaskResult measure(Task task, Contestant... contestants) {
        return new Comparison(List.of(contestants), 1, BRIEF, _ -> {}).measure(task);
    }

    @Test
    void everyKindOfTaskIsTimedOnBothBackends() {
        for (Task task : List.of(TRAINING, INFERENCE, CODES)) {
            TaskResult result = measure(task, CPU, EJML);
            Timed cpu = result.timed("cpu").orElseThrow();
            assertEquals(BRIEF.rounds(), cpu.times().rounds());
            assertTrue(cpu.times().least() > 0
                    && cpu.times().least() <= cpu.times().median());
            assertTrue(cpu.times().median() <= cpu.times().most());
            double ratio = result.timed("ejml").orElseThrow().times().median()
                    / cpu.times().median();
            assertEquals(ratio, result.ratio("ejml", "cpu").orElseThrow());
            assertTrue(result.share("cpu").orElseThrow() > 0);
        }
    }

    @Test
    void whatCannotRunSaysWhyAndTheRestGoesOn() {
        Contestant missing = new BackendContestant("cuda", ONE_THREAD);
        TaskResult result = measure(INFERENCE, missing, CPU);
        Absent absent = assertInstanceOf(Absent.class, result.standings().getFirst());
        assertEquals("cuda", absent.contestant());
        assertTrue(absent.reason().contains("no such backend"), absent.reason());
        assertTrue(result.timed("cpu").isPresent());
        assertTrue(result.ratio("cuda", "cpu").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "gradient of gru1/kernel", "step of gru1/kernel"})
    void whatDisagreesWithTheReferenceFailsBeforeItIsTimed(String value) {
        Wrong wrong = new Wrong(value, 1.2);
        String message = assertThrows(FailureException.class, () -> measure(TRAINING, EJML, wrong))
                .getMessage();
        assertTrue(message.startsWith("small by wrong (one way): " + value + " differs"), message);
        assertEquals(0, wrong.runs);
    }

    @Test
    void roundingIsNoDisagreement() {
        Wrong nearly = new Wrong("loss", 1 + 1e-5);
        assertTrue(measure(TRAINING, nearly).timed("wrong").isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "TF32, loss, 1.01, 1.03",
        "BF16, loss, 1.1, 1.2",
        "TF32, gradient of gru1/kernel, 1.05, 1.1",
        "BF16, gradient of gru1/kernel, 1.15, 1.25",
        "TF32, step of gru1/kernel, 1.2, 1.4"
    })
    void coarserProductsMayBeFurtherOff(Precision precision, String value, double within, double beyond) {
        assertTrue(measure(TRAINING, new Wrong(value, within, precision))
                .timed("wrong")
                .isPresent());
        assertThrows(FailureException.class, () -> measure(TRAINING, new Wrong(value, within)));
        assertThrows(FailureException.class, () -> measure(TRAINING, new Wrong(value, beyond, precision)));
    }

    @Test
    void theFastestWayIsTimedAndTheOthersAreTold() {
        Timed timed = measure(INFERENCE, new Contestant() {
                    @Override
                    public String name() {
                        return "both";
                    }

                    @Override
                    public Optional<String> whyNot(Task task) {
                        return Optional.empty();
                    }

                    @Override
                    public List<Way> ways(Task task) {
                        return List.of(
                                new Way("slow", () -> new Repeated(Workload.of(task, "ejml", ONE_THREAD), 20)),
                                new Way("fast", () -> Workload.of(task, "ejml", ONE_THREAD)));
                    }
                })
                .timed("both")
                .orElseThrow();
        assertEquals("fast", timed.way());
        assertEquals(
                List.of("slow", "fast"),
                timed.trials().stream().map(Standing.Trial::way).toList());
    }

    @Test
    void progressIsTold() {
        List<String> told = new ArrayList<>();
        new Comparison(List.of(CPU), 1, BRIEF, told::add).measure(INFERENCE);
        assertEquals(
                List.of("forecast: computing the reference", "forecast by cpu: checking", "forecast: timing"), told);
    }

    /** Computes as the reference does, several times over. */
    private record Repeated(Entry entry, int times) implements Entry {
        @Override
        public Outcome first() {
            return entry.first();
        }

        @Override
        public void run() {
            for (int i = 0; i < times; i++) {
                entry.run();
            }
        }

        @Override
        public void close() {
            entry.close();
        }
    }

    /** Computes as the reference does, but tells one value wrong. */
    private static final class Wrong implements Contestant {
        private final String value;
        private final double factor;
        private final Precision precision;
        private int runs;

        Wrong(String value, double factor) {
            this(value, factor, Precision.F32);
        }

        Wrong(String value, double factor, Precision precision) {
            this.value = value;
            this.factor = factor;
            this.precision = precision;
        }

        @Override
        public Precision precision() {
            return precision;
        }

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public Optional<String> whyNot(Task task) {
            return Optional.empty();
        }

        @Override
        public List<Way> ways(Task task) {
            return List.of(new Way("one way", () -> open(Workload.of(task, "ejml", ONE_THREAD))));
        }

        private Entry open(Entry honest) {
            return new Entry() {
                @Override
                public Outcome first() {
                    SequencedMap<String, Tensor> values =
                            new LinkedHashMap<>(honest.first().values());
                    Tensor told = Objects.requireNonNull(values.get(value));
                    for (int i = 0; i < told.type().size(); i++) {
                        told.set(i, told.get(i) * factor);
                    }
                    return new Outcome(values);
                }

                @Override
                public void run() {
                    runs++;
                    honest.run();
                }

                @Override
                public void close() {
                    honest.close();
                }
            };
        }
    }
}
