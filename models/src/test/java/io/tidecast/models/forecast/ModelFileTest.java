package io.tidecast.models.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Precision;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.file.Safetensors;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Quantiles;
import io.tidecast.models.head.Regression;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.layer.Upsampling;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {
    private static final String CONFIGURATION = "tidecast";

    @TempDir
    private Path folder;

    static Stream<Architecture> architectures() {
        return Stream.of(
                new ConvGru(3, 2, 2, Activation.RELU, 2, 4),
                new WaveNet(3, 2, List.of(1, 2), 2),
                new GatedWaveNet(3, 4, 2, List.of(1, 2), 2),
                new GatedWaveNet(3, 4, 2, List.of(1, 2), 2)
                        .withContext(new Context(4, 3, List.of(1, 2), Upsampling.LEARNED)),
                new GatedWaveNet(3, 4, 2, List.of(1, 2), 2).withInitialKernel(3),
                new GatedWaveNet(3, 4, 2, List.of(1, 2), 2).withResidualScale(Math.sqrt(0.5)),
                new Linear(),
                new Recurrent(Cell.SIMPLE_RNN, List.of(), false, false),
                new Recurrent(Cell.LSTM, List.of(3), true, true),
                new Recurrent(Cell.GRU, List.of(2, 3), true, false));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void readsWhatItWrote(Architecture architecture) {
        ModelFile written = SmallModels.untrained(architecture, ScalingMethod.LEVEL);
        Path file = folder.resolve("model.safetensors");
        written.write(file);
        ModelFile read = ModelFile.read(file);
        assertEquals(written.architecture(), read.architecture());
        assertEquals(written.data().toConfig(), read.data().toConfig());
        assertEquals(written.season(), read.season());
        assertEquals(written.provenance(), read.provenance());
        assertEquals(written.weights().keySet(), read.weights().keySet());
        written.weights().forEach((variable, value) -> {
            Tensor back = read.weights().getOrDefault(variable, Tensor.zeros(variable.type()));
            assertArrayEquals(value.floats(), back.floats());
        });
    }

    @Test
    void headsAreKeptInFilesThatOlderProgramsRefuse() {
        Path file = folder.resolve("model.safetensors");
        Head head = new Quantiles(List.of(0.05, 0.5, 0.8));
        SmallModels.untrained(new Linear(), ScalingMethod.STANDARD, head).write(file);
        assertEquals(head, ModelFile.read(file).network().head());
        assertEquals("2", Safetensors.read(file).metadata().get("format_version"));
        SmallModels.untrained(new Linear(), ScalingMethod.STANDARD).write(file);
        assertEquals(new Regression(), ModelFile.read(file).network().head());
        assertEquals("1", Safetensors.read(file).metadata().get("format_version"));
    }

    @Test
    void whatOlderProgramsWouldPassOverIsKeptInFilesThatTheyRefuse() {
        Path file = folder.resolve("model.safetensors");
        GatedWaveNet usual = new GatedWaveNet(3, 4, 2, List.of(1, 2), 2);
        for (GatedWaveNet newer : List.of(usual.withInitialKernel(2), usual.withResidualScale(0.5))) {
            SmallModels.untrained(newer, ScalingMethod.STANDARD).write(file);
            assertEquals("3", Safetensors.read(file).metadata().get("format_version"));
        }
        SmallModels.untrained(usual, ScalingMethod.STANDARD).write(file);
        assertEquals("1", Safetensors.read(file).metadata().get("format_version"));
    }

    @Test
    void namesWeightsAsKerasShapesThem() {
        Path file = folder.resolve("model.safetensors");
        SmallModels.untrained(new ConvGru(3, 2, 2, Activation.NONE, 1, 4), ScalingMethod.NONE)
                .write(file);
        SequencedMap<String, Tensor> tensors = Safetensors.read(file).tensors();
        assertEquals(
                List.of(
                        "conv/kernel",
                        "conv/bias",
                        "gru1/kernel",
                        "gru1/recurrent_kernel",
                        "gru1/bias",
                        "output/kernel",
                        "output/bias"),
                List.copyOf(tensors.keySet()));
        int channels = 1 + 2 * SmallModels.HORIZON;
        assertEquals(
                Optional.of(TensorType.f32(2, channels, 3)),
                Optional.ofNullable(tensors.get("conv/kernel")).map(Tensor::type));
    }

    /** What is changed in the configuration of a good file, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\":\"wavenet\" | \"name\":\"wavenot\" | architecture.name",
                "\"filters\":3 | \"filters\":4 | weights stack1/dilation1/kernel",
                "\"filters\":3 | \"filters\":0 | architecture.filters",
                "\"filters\":3 | \"filters\":2000000000 | architecture.filters",
                "\"filters\":3 | \"filters\":\"3\" | architecture.filters",
                "\"stacks\":2 | \"stacks\":1 | tensors, expected",
                "\"stacks\":2 | \"stacks\":1000000000 | architecture.stacks",
                "\"dilations\":[1,2] | \"dilations\":[] | architecture.dilations",
                "\"dilations\":[1,2] | \"dilations\":[1,4] | weights stack1/dilation4/kernel",
                "\"horizon\":2 | \"horizon\":16000000 | channels",
                "\"horizon\":2 | \"horizon\":3 | weights",
                "\"window\":6 | \"window\":-1 | window",
                "\"window\":6 | \"window\":7 | outputs",
                "\"season\":3 | \"season\":0 | season",
                "\"season\":3, | `` | season",
                "\"method\":\"standard\" | \"method\":\"magic\" | magic",
                "\"role\":\"known\" | \"role\":\"boss\" | role",
                "\"categories\":[\"free\",\"work\"] | \"categories\":[\"free\"] | weights",
                "\"seed\":7 | \"seed\":1e99 | training.seed",
                "{\"architecture\" | \"architecture\" | metadata tidecast",
            })
    void configurationThatDoesNotHoldTogether(String good, String bad, String said) {
        assertRefused(
                changed(text -> {
                    assertTrue(text.contains(good), text);
                    return text.replace(good, bad);
                }),
                said);
    }

    @Test
    void productsWereInSinglePrecisionWhereTheFileSaysNothingOfIt() {
        Path file = folder.resolve("older.safetensors");
        changed(text -> {
                    String older = text.replaceFirst("\"precision\": ?\"f32\", ?", "");
                    assertNotEquals(text, older);
                    return older;
                })
                .write(file);
        assertEquals(Precision.F32, ModelFile.read(file).provenance().precision());
    }

    @Test
    void weightsThatAreNotFinite() {
        Safetensors good = good();
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
        Tensor kernel = tensors.firstEntry().getValue().copy();
        kernel.set(5, Double.NaN);
        tensors.put(tensors.firstEntry().getKey(), kernel);
        assertRefused(new Safetensors(tensors, good.metadata()), "NaN at index 5");
    }

    @Test
    void weightsOfAnotherType() {
        Safetensors good = good();
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
        Tensor kernel = tensors.firstEntry().getValue();
        tensors.put(tensors.firstEntry().getKey(), kernel.to(DType.F64));
        assertRefused(new Safetensors(tensors, good.metadata()), "expected F32");
    }

    @Test
    void filesThatAreNoModel() {
        Safetensors good = good();
        SequencedMap<String, String> other = new LinkedHashMap<>(good.metadata());
        other.put("format", "pt");
        assertRefused(new Safetensors(good.tensors(), other), "tidecast-model");
        SequencedMap<String, String> newer = new LinkedHashMap<>(good.metadata());
        newer.put("format_version", "4");
        assertRefused(new Safetensors(good.tensors(), newer), "newer");
        SequencedMap<String, String> bare = new LinkedHashMap<>(good.metadata());
        bare.remove(CONFIGURATION);
        assertRefused(new Safetensors(good.tensors(), bare), "no metadata 'tidecast'");
    }

    private Safetensors good() {
        Path file = folder.resolve("good.safetensors");
        SmallModels.untrained(new WaveNet(3, 2, List.of(1, 2), 2), ScalingMethod.STANDARD)
                .write(file);
        return Safetensors.read(file);
    }

    private Safetensors changed(UnaryOperator<String> change) {
        Safetensors good = good();
        SequencedMap<String, String> metadata = new LinkedHashMap<>(good.metadata());
        metadata.computeIfPresent(CONFIGURATION, (key, text) -> change.apply(text));
        return new Safetensors(good.tensors(), metadata);
    }

    private void assertRefused(Safetensors content, String said) {
        Path file = folder.resolve("bad.safetensors");
        content.write(file);
        InputException refused = assertThrows(InputException.class, () -> ModelFile.read(file));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }
}
