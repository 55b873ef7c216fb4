package io.tidecast.models.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.conformance.SlippingBackend;
import io.tidecast.core.error.FailureException;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.optim.Sgd;
import io.tidecast.core.optim.Update;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.CodeExamples;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.SineExamples;
import io.tidecast.models.train.Trainer;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final int WINDOW = 22;
    private static final Network CONV_GRU = ConvGru.BOOK.build(1, 2, WINDOW);
    private static final Examples SINES = SineExamples.of(40, WINDOW, 2, 5);
    private static final TrainingOptions OPTIONS = TrainingOptions.BOOK.withBatch(16);

    private static PairResult verify(Network network, Examples examples, TrainingOptions options, Backend candidate) {
        Tolerances tolerances = Tolerances.usual(network, options.loss(), Precision.F32);
        try (Backend reference = Backends.open("ejml")) {
            return new Verification(network, examples, options, 3, tolerances)
                    .run(reference, List.of(candidate), step -> true)
                    .orElseThrow()
                    .getFirst();
        }
    }

    private static PairResult verifyCpu(Network network, Examples examples, TrainingOptions options) {
        try (Backend candidate = Backends.open("cpu")) {
            return verify(network, examples, options, candidate);
        }
    }

    @Test
    void theStepsAreThoseOfTheTraining() {
        SequencedMap<Variable, Tensor> trained;
        try (Backend backend = Backends.open("cpu");
                Trainer trainer = new Trainer(backend, CONV_GRU, OPTIONS.withEpochs(2))) {
            TrainingState state = trainer.train(SINES, SINES, TrainingListener.SILENT);
            assertEquals(6, state.step());
            trained = state.variables();
        }
        try (Backend backend = Backends.open("cpu");
                JudgedRun run = new JudgedRun(backend, CONV_GRU, OPTIONS)) {
            Batches batches = new Batches(SINES, OPTIONS);
            SequencedMap<Variable, Tensor> kept = new LinkedHashMap<>(CONV_GRU.initialWeights(OPTIONS.seed()));
            for (int step = 1; step <= 6; step++) {
                batches.next();
                assertEquals(step, batches.number());
                assertTrue(run.run(kept, batches));
                kept = run.kept();
            }
            SequencedMap<Variable, Tensor> stepped = kept;
            assertEquals(trained.keySet(), stepped.keySet());
            trained.forEach((variable, value) -> assertArrayEquals(
                    value.doubles(),
                    Objects.requireNonNull(stepped.get(variable)).doubles(),
                    variable.name()));
        }
    }

    @Test
    void everyTensorIsHeldAgainstTheReference() {
        PairResult result = verifyCpu(CONV_GRU, SINES, OPTIONS);
        assertTrue(result.isWithin(), result::toString);
        int parameters = CONV_GRU.variables().size();
        for (Quantity quantity : Quantity.values()) {
            List<Finding> findings = result.findings().stream()
                    .filter(finding -> finding.quantity() == quantity)
                    .toList();
            int each = switch (quantity) {
                case LOSS -> 1;
                case GRADIENT, WEIGHTS -> parameters;
                case STATE -> 2 * parameters;
            };
            assertEquals(each, findings.size(), quantity.label());
            assertTrue(findings.stream().anyMatch(finding -> finding.largest() > 0), quantity.label());
        }
        assertEquals(List.of(1, 3), result.ops().stream().map(OpsFinding::step).toList());
        assertEquals(
                List.of(1, 2, 3),
                result.drift().points().stream().map(Drift.Point::step).toList());
        assertTrue(result.drift().points().getLast().weights() > 0);
    }

    @Test
    void otherOptimisersAndClipping() {
        TrainingOptions options = new TrainingOptions(
                1, 0, 16, 0.01, OPTIONS.schedule(), new Update(new Sgd(0.9), 0.01), Loss.HUBER, 0, 3);
        PairResult result = verifyCpu(CONV_GRU, SINES, options);
        assertTrue(result.isWithin(), result::toString);
    }

    @Test
    void networksOfCodes() {
        Network network = new GatedWaveNet(6, 8, 2, List.of(1, 2), 2).ofCodes(CodeExamples.CLASSES, WINDOW);
        PairResult result = verifyCpu(network, CodeExamples.of(40, WINDOW, 1), OPTIONS.withLoss(Loss.CROSS_ENTROPY));
        assertTrue(result.isWithin(), result::toString);
    }

    @Test
    void everyBackendDropsTheSame() {
        TrainingOptions options = OPTIONS.withDropout(0.3);
        PairResult series = verifyCpu(CONV_GRU, SINES, options);
        assertTrue(series.isWithin(), series::toString);
        Network network = new GatedWaveNet(6, 8, 2, List.of(1, 2), 2).ofCodes(CodeExamples.CLASSES, WINDOW);
        PairResult codes = verifyCpu(network, CodeExamples.of(40, WINDOW, 1), options.withLoss(Loss.CROSS_ENTROPY));
        assertTrue(codes.isWithin(), codes::toString);
        assertEquals(List.of(1, 3), codes.ops().stream().map(OpsFinding::step).toList());
    }

    @Test
    void stepsThatAreComputedInBlocksAreJudgedToo() {
        int window = 2_500;
        Network network = new WaveNet(3, 2, List.of(1, 2), 1).build(1, 1, window);
        TrainingOptions options = TrainingOptions.BOOK.withBatch(20);
        PairResult result = verifyCpu(network, SineExamples.of(20, window, 1, 5), options);
        assertTrue(result.isWithin(), result::toString);
        assertTrue(result.ops().isEmpty());
        assertTrue(result.findings().stream()
                .anyMatch(finding -> finding.quantity() == Quantity.GRADIENT && finding.largest() > 0));
    }

    @Test
    void aWrongGradientIsCaughtAtTheFirstStepAndItsOpNamed() {
        Predicate<Op> gradient = op -> op instanceof GruGradient;
        try (Backend wrong = new SlippingBackend(Backends.open("cpu"), "wrong", gradient, op -> false, 1.001)) {
            PairResult result = verify(CONV_GRU, SINES, OPTIONS, wrong);
            Finding recurrent = result.breaches().stream()
                    .filter(finding -> finding.quantity() == Quantity.GRADIENT
                            && finding.name().equals("gru2/recurrent_kernel"))
                    .findFirst()
                    .orElseThrow();
            Finding.Breach breach = recurrent.breach().orElseThrow();
            assertEquals(1, breach.step());
            assertEquals(1e-3, breach.difference(), 1e-5);
            Suspect suspect = breach.suspect().orElseThrow();
            assertTrue(suspect.beyond());
            assertEquals("GruGradient[inputGradient=true]", suspect.op());
            assertEquals("conv-gru/gru2/gradient", suspect.scope());
            assertEquals(1e-3, suspect.difference(), 1e-5);
            assertTrue(result.ops().stream().noneMatch(OpsFinding::isWithin));
        }
    }

    /** With Adam weights hardly depend on the gradient's size: what it keeps shows the fault before they do. */
    @Test
    void whatTheOptimiserKeepsIsJudged() {
        Predicate<Op> adam = op -> op instanceof AdamStep;
        try (Backend wrong = new SlippingBackend(Backends.open("cpu"), "wrong", adam, op -> false, 1.001)) {
            PairResult result = verify(CONV_GRU, SINES, OPTIONS, wrong);
            Finding state = result.breaches().stream()
                    .filter(finding -> finding.quantity() == Quantity.STATE)
                    .findFirst()
                    .orElseThrow();
            Suspect suspect = state.breach().orElseThrow().suspect().orElseThrow();
            assertTrue(suspect.op().startsWith("AdamStep"), suspect.op());
            assertTrue(result.breaches().stream().noneMatch(finding -> finding.quantity() == Quantity.GRADIENT));
        }
    }

    @Test
    void stopsWhenAsked() {
        try (Backend reference = Backends.open("ejml");
                Backend candidate = Backends.open("cpu")) {
            Verification verification = new Verification(
                    CONV_GRU, SINES, OPTIONS, 5, Tolerances.usual(CONV_GRU, OPTIONS.loss(), Precision.F32));
            Optional<List<PairResult>> results = verification.run(reference, List.of(candidate), step -> step < 2);
            assertTrue(results.isEmpty());
        }
    }

    @Test
    void aReferenceThatIsNotFiniteJudgesNobody() {
        TrainingOptions wild =
                new TrainingOptions(1, 0, 16, 1e30, OPTIONS.schedule(), Update.by(new Sgd(0)), Loss.MSE, 0, 3);
        FailureException fault = assertThrows(FailureException.class, () -> verifyCpu(CONV_GRU, SINES, wild));
        assertTrue(fault.getMessage().contains("on the reference ejml itself"), fault.getMessage());
    }

    @Test
    void derivativesThatJumpAreAllowedMore() {
        Network waveNet = WaveNet.BOOK.build(1, 2, 50);
        double smooth = Tolerances.usual(CONV_GRU, Loss.MSE, Precision.F32).gradient();
        assertTrue(smooth < Tolerances.usual(waveNet, Loss.MSE, Precision.F32).gradient());
        assertTrue(smooth < Tolerances.usual(CONV_GRU, Loss.MAE, Precision.F32).gradient());
        assertTrue(Tolerances.usual(waveNet, Loss.MSE, Precision.F32).gradient()
                < Tolerances.usual(waveNet, Loss.PINBALL, Precision.F32).gradient());
        Tolerances rounded = Tolerances.usual(CONV_GRU, Loss.MSE, Precision.TF32);
        assertTrue(rounded.op() > Precision.TF32.roundoff() && rounded.op() < 8 * Precision.TF32.roundoff());
        assertTrue(smooth < rounded.gradient());
        assertTrue(rounded.gradient()
                < Tolerances.usual(CONV_GRU, Loss.MSE, Precision.BF16).gradient());
    }
}
