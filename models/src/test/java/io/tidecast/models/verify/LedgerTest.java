package io.tidecast.models.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Tolerances TOLERANCES = new Tolerances(1e-5, 1e-2, 1e-2, 1e-4, 1e-4);
    private static final Variable LARGE = new Variable("large", TensorType.f64(1));
    private static final Variable SMALL = new Variable("small", TensorType.f64(1));

    private final Ledger ledger = new Ledger(TOLERANCES, true);
    private final List<Measured> asked = new ArrayList<>();

    /** A step whose gradients are expected to be 1 and {@code small}, and come out so much larger. */
    private void step(int number, double small, double largeApart, double smallApart) {
        SequencedMap<Measured, Tensor> expected = gradients(1, small);
        ledger.judge(number, gradients(1 + largeApart, small + smallApart), expected, measured -> {
            asked.add(measured);
            return Optional.empty();
        });
    }

    private static SequencedMap<Measured, Tensor> gradients(double large, double small) {
        SequencedMap<Measured, Tensor> values = new LinkedHashMap<>();
        values.put(Measured.gradient(LARGE), Tensor.of(LARGE.type(), large));
        values.put(Measured.gradient(SMALL), Tensor.of(SMALL.type(), small));
        return values;
    }

    private Finding finding(Variable variable) {
        return ledger.findings().stream()
                .filter(finding -> finding.name().equals(variable.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsTheLargestAndTheFirstBeyond() {
        step(1, 1, 1e-3, 0);
        step(2, 1, 2e-2, 0);
        step(3, 1, 5e-2, 0);
        step(4, 1, 3e-2, 0);
        Finding found = finding(LARGE);
        assertEquals(5e-2, found.largest(), 1e-12);
        assertEquals(3, found.step());
        assertEquals(2, found.breach().orElseThrow().step());
        assertEquals(2e-2, found.breach().orElseThrow().difference(), 1e-12);
        assertEquals(List.of(Measured.gradient(LARGE)), asked);
        assertEquals(0, finding(SMALL).largest());
        assertTrue(finding(SMALL).breach().isEmpty());
    }

    @Test
    void aSmallTensorIsMeasuredByItself() {
        step(1, 1e-4, 0, 1.5e-6);
        assertEquals(1.5e-2, finding(SMALL).largest(), 1e-9);
        assertTrue(finding(SMALL).breach().isPresent());
    }

    @Test
    void whatIsNearlyNothingIsMeasuredByAPartOfAllOfItsKind() {
        step(1, 0, 0, 1e-8);
        assertEquals(1e-8 / Ledger.LEAST_PART, finding(SMALL).largest(), 1e-9);
        assertFalse(finding(SMALL).breach().isPresent());
        step(2, 1e-9, 0, 1e-6);
        assertEquals(2, finding(SMALL).breach().orElseThrow().step());
    }

    @Test
    void aBiasThatHasJustLeftZeroIsMeasuredByAPartOfAllWeights() {
        SequencedMap<Measured, Tensor> expected = weights(0);
        ledger.judge(1, weights(0.5e-6), expected, measured -> Optional.empty());
        assertEquals(0.5e-6 / Ledger.LEAST_PART_OF_WEIGHTS, finding(SMALL).largest(), 1e-9);
        assertFalse(finding(SMALL).breach().isPresent());
        ledger.judge(2, weights(2e-6), expected, measured -> Optional.empty());
        assertEquals(2, finding(SMALL).breach().orElseThrow().step());
    }

    private static SequencedMap<Measured, Tensor> weights(double small) {
        SequencedMap<Measured, Tensor> values = new LinkedHashMap<>();
        values.put(Measured.weights(LARGE), Tensor.of(LARGE.type(), 1.0));
        values.put(Measured.weights(SMALL), Tensor.of(SMALL.type(), small));
        return values;
    }

    @Test
    void aLossThatPassesThroughZeroIsMeasuredByANat() {
        Ledger ofDensities = new Ledger(TOLERANCES, false);
        ofDensities.judge(1, loss(1e-3 + 5e-6), loss(1e-3), measured -> Optional.empty());
        assertEquals(5e-6, ofDensities.findings().getFirst().largest(), 1e-12);
        assertFalse(ofDensities.findings().getFirst().breach().isPresent());
        ofDensities.judge(2, loss(-40), loss(-40 - 1e-3), measured -> Optional.empty());
        assertEquals(2.5e-5, ofDensities.findings().getFirst().largest(), 1e-9);
        ledger.judge(1, loss(1e-3 + 5e-6), loss(1e-3), measured -> Optional.empty());
        assertEquals(5e-3, ledger.findings().getFirst().largest(), 1e-9);
    }

    private static SequencedMap<Measured, Tensor> loss(double loss) {
        SequencedMap<Measured, Tensor> values = new LinkedHashMap<>();
        values.put(Measured.LOSS, Tensor.of(TensorType.f64(), loss));
        return values;
    }

    @Test
    void whatIsNotANumberIsBeyond() {
        step(1, 1, Double.NaN, 0);
        assertEquals(Double.POSITIVE_INFINITY, finding(LARGE).largest());
        assertTrue(finding(LARGE).breach().isPresent());
    }
}
