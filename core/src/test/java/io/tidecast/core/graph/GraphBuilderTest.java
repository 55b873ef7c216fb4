package io.tidecast.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.type.TensorType;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private final GraphBuilder builder = new GraphBuilder("test");

    @Test
    void aMisfitNamesOperationReasonShapesScopeAndPlace() {
        Value left = builder.input("left", TensorType.f32(32, 64));
        Value right = builder.input("right", TensorType.f32(128, 10));
        try (GraphBuilder.Scope _ = builder.scope("wavenet");
                GraphBuilder.Scope _ = builder.scope("block3")) {
            GraphException fault =
                    assertThrows(GraphException.class, () -> builder.apply(new MatMul(false, false), left, right));
            String message = fault.getMessage();
            assertTrue(
                    message.startsWith("MatMul: inner dimensions differ: 64 vs 128; lhs [32,64], rhs [128,10]; "
                            + "in wavenet/block3; made at "),
                    message);
        }
    }

    @Test
    void scopesEndWhereTheyAreClosed() {
        try (GraphBuilder.Scope _ = builder.scope("inner")) {
            assertEquals(
                    "inner",
                    builder.input("a", TensorType.f32()).node().origin().scope());
        }
        assertEquals("", builder.input("b", TensorType.f32()).node().origin().scope());
    }

    @Test
    void valuesOfTwoGraphsDoNotMix() {
        Value here = builder.input("x", TensorType.f32(2));
        Value there = new GraphBuilder("other").input("x", TensorType.f32(2));
        GraphException fault =
                assertThrows(GraphException.class, () -> builder.apply(new Binary(Binary.Kind.ADD), here, there));
        assertTrue(fault.getMessage().contains("belongs to the graph other"), fault.getMessage());
    }

    @Test
    void namesAreTakenOnce() {
        Value x = builder.input("x", TensorType.f32());
        assertThrows(GraphException.class, () -> builder.input("x", TensorType.f32()));
        builder.output("y", x);
        assertThrows(GraphException.class, () -> builder.output("y", x));
        Variable variable = new Variable("v", TensorType.f32());
        builder.assign(variable, x);
        assertThrows(GraphException.class, () -> builder.assign(variable, x));
    }

    @Test
    void aVariableKeepsItsType() {
        Value x = builder.input("x", TensorType.f32(3));
        GraphException fault =
                assertThrows(GraphException.class, () -> builder.assign(new Variable("weights", TensorType.f32(4)), x));
        assertTrue(
                fault.getMessage().contains("variable weights of type F32[4] cannot become a value of type F32[3]"),
                fault.getMessage());
    }
}
