package io.tidecast.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"cpu", "ejml"})
    void aValueOfTooManyElementsIsRefusedWithWhatToDo(String name) {
        GraphBuilder builder = new GraphBuilder("large");
        builder.output("y", Ops.relu(builder.input("x", TensorType.f32(64, 1 << 20, 64))));
        try (Backend backend = Backends.open(name)) {
            Compiler compiler = new Compiler(backend);
            InputException refused = assertThrows(InputException.class, () -> compiler.compile(builder.build()));
            assertTrue(refused.getMessage().contains("gives F32[64,1048576,64]"), refused.getMessage());
            assertTrue(refused.getMessage().contains("choose a smaller batch"), refused.getMessage());
        }
    }
}
