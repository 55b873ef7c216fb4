package io.tidecast.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.compile.Compiler;
import io.tidecast.core.compile.Program;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step of a WaveNet is one launch for each layer, and one for all skips. */
class StepLaunchTest {
    private static final int TAPS = 2;
    private static final int CHANNELS = 6;
    private static final int GATES = 5;
    private static final int SKIPS = 7;
    private static final int LAYERS = 3;

    @ParameterizedTest
    @CsvSource({"1, one", "132, one", "133, four"})
    void layersAreOneLaunchEach(int batch, String rows) {
        Emulation emulation = Emulation.required();
        try (Backend backend = new CudaProvider().open(BackendOptions.defaults());
                VariableStore none = new VariableStore(backend, List.of());
                Program program = new Compiler(backend).compile(step(batch)).instantiate(none)) {
            long layers = emulation.count("gated_step_" + rows);
            long skips = emulation.count("joined_rows_" + rows);
            long all = emulation.count("launches");
            program.run();
            program.get("skips");
            assertEquals(LAYERS, emulation.count("gated_step_" + rows) - layers);
            assertEquals(1, emulation.count("joined_rows_" + rows) - skips);
            assertEquals(LAYERS + 1, emulation.count("launches") - all);
        }
    }

    private static Graph step(int batch) {
        GraphBuilder builder = new GraphBuilder("step");
        Value x = builder.input("x", TensorType.f32(batch, 1, CHANNELS));
        List<Value> joined = new ArrayList<>();
        joined.add(builder.input("skip kernel", TensorType.f32(LAYERS * GATES, SKIPS)));
        joined.add(builder.input("skip bias", TensorType.f32(SKIPS)));
        for (int layer = 0; layer < LAYERS; layer++) {
            Value kernel = builder.input("kernel" + layer, TensorType.f32(TAPS, CHANNELS, 2 * GATES));
            Value bias = builder.input("bias" + layer, TensorType.f32(2 * GATES));
            Value dense = builder.input("dense" + layer, TensorType.f32(GATES, CHANNELS));
            Value denseBias = builder.input("dense bias" + layer, TensorType.f32(CHANNELS));
            Value past = builder.input("past" + layer, TensorType.f32(batch, TAPS - 1, CHANNELS));
            List<Value> results =
                    builder.applyAll(new GatedStep(true), List.of(x, kernel, bias, dense, denseBias, past));
            joined.add(results.getFirst());
            x = results.getLast();
        }
        builder.output("skips", builder.apply(new JoinedRows(Activation.RELU), joined.toArray(Value[]::new)));
        builder.output("next", x);
        return builder.build();
    }
}
