package io.tidecast.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Plan;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.error.GraphException;
import io.tidecast.core.grad.Differentiator;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differentiation promises beside each operation's rule. */
final class DerivativeTest {
    private final GraphBuilder builder = new GraphBuilder("derivative");
    private final Value x = builder.input("x", TensorType.f64(3));
    private final Value y = builder.input("y", TensorType.f64(3));

    private double[] compute(Value result) {
        builder.output("result", result);
        try (Backend backend = Backends.open("ejml")) {
            Plan plan = new Compiler(backend).compile(builder.build());
            try (VariableStore store = new VariableStore(backend, plan.variables());
                    Program program = plan.instantiate(store)) {
                program.set("x", Tensor.of(new double[] {1, -2, 3}, 3));
                program.set("y", Tensor.of(new double[] {4, 5, 6}, 3));
                program.run();
                return program.get("result").doubles();
            }
        }
    }

    private static Value gradient(Value loss, Value by) {
        return Differentiator.gradient(loss, List.of(by)).getFirst();
    }

    @Test
    void aValueUsedSeveralTimesCollectsItsGradients() {
        Value square = Ops.multiply(x, x);
        Value loss = Ops.sumAll(Ops.add(Ops.multiply(square, square), Ops.add(square, x)));
        assertArrayEquals(new double[] {4 + 2 + 1, -32 - 4 + 1, 108 + 6 + 1}, compute(gradient(loss, x)));
    }

    @Test
    void whatTheLossDoesNotDependOnHasAGradientOfZeros() {
        assertArrayEquals(new double[3], compute(gradient(Ops.sumAll(Ops.square(x)), y)));
    }

    @Test
    void whatCameAfterTheLossDoesNotCount() {
        Value loss = Ops.sumAll(Ops.square(x));
        builder.output("later", Ops.exp(loss));
        assertArrayEquals(new double[] {2, -4, 6}, compute(gradient(loss, x)));
    }

    @Test
    void aGradientCanBeDifferentiatedAgain() {
        Value loss = Ops.sumAll(Ops.multiply(Ops.multiply(x, x), Ops.multiply(x, y)));
        Value again = gradient(Ops.sumAll(gradient(loss, x)), x);
        assertArrayEquals(new double[] {24, -60, 108}, compute(again));
    }

    @Test
    void aValueOnTheWayHasAGradientToo() {
        Value middle = Ops.multiply(x, y);
        Value loss = Ops.sumAll(Ops.multiply(middle, middle));
        List<Value> both = Differentiator.gradient(loss, List.of(middle, x));
        builder.output("middle", both.get(0));
        assertArrayEquals(new double[] {32, -100, 216}, compute(both.get(1)));
    }

    @Test
    void theLossItselfHasAGradientOfOne() {
        Value loss = Ops.sumAll(x);
        assertArrayEquals(new double[] {1}, compute(gradient(loss, loss)));
    }

    @Test
    void onlyAFloatingScalarHasAGradient() {
        GraphException refusal = assertThrows(GraphException.class, () -> Differentiator.gradient(x, List.of(x)));
        assertTrue(refusal.getMessage().contains("F64[3]"), refusal.getMessage());
    }
}
