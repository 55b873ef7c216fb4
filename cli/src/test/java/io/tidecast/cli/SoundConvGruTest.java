package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.audio.WavReader;
import io.tidecast.models.file.JsonView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Conv-GRU of sound: told who hums, trained, judged, shown and heard. */
class SoundConvGruTest {
    @TempDir
    private static Path work;

    private static Path folder;

    @BeforeAll
    static void record() throws IOException {
        folder = HummedVoices.record(work.resolve("voices"));
    }

    private static JsonView train(Path out, String head, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("train", "conv-gru", "--audio", folder.toString(), "--label", "{voice}_*.wav"));
        arguments.addAll(List.of("--test-files", "*_[0-4].wav", "--validation-files", "*_5.wav"));
        arguments.addAll(List.of("--filters", "12", "--layers", "1", "--units", "24", "--crop", "256"));
        arguments.addAll(List.of("--batch", "8", "--learning-rate", "0.01", "--epochs", "3", "--quiet", "--json"));
        arguments.addAll(List.of("--head", head, "--out", out.toString()));
        arguments.addAll(List.of(more));
        return Terminal.run(arguments.toArray(String[]::new)).done().json();
    }

    private static double bits(JsonView judged) {
        return judged.at("metrics").at("test").at("bits_per_sample").number();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void learnsMoreThanAGuessAndIsJudgedTheSameAgain(int stride) {
        Path model = work.resolve("stride" + stride + ".safetensors");
        JsonView trained = train(model, "softmax", "--classes", "64", "--stride", Integer.toString(stride));
        assertEquals("conv-gru", trained.at("model").text());
        assertTrue(bits(trained) < 5, bits(trained) + " bits per sample, where a guess takes 6");
        JsonView again = Terminal.run("evaluate", model.toString(), "--audio", folder.toString(), "--json")
                .done()
                .json();
        assertEquals(bits(trained), bits(again), 1e-9);
        assertEquals("conv-gru", again.at("model").text());
    }

    @Test
    void aMixtureIsToldAndHeardInTheVoiceAskedFor() throws IOException {
        Path model = work.resolve("mixture.safetensors");
        JsonView trained = train(model, "mixture=3");
        assertTrue(bits(trained) < 14.5, bits(trained) + " bits per sample, where a guess takes 16");
        JsonView shown =
                Terminal.run("inspect", model.toString(), "--json").done().json();
        assertTrue(shown.find("receptive_seconds").isEmpty());
        String lines = Terminal.run("inspect", model.toString()).done().out();
        assertTrue(lines.contains("told 1 label at each step") && lines.contains("all that came before"), lines);
        float[] high = hum(model, "high");
        float[] low = hum(model, "low");
        assertEquals(400, high.length);
        assertFalse(Arrays.equals(high, low));
    }

    private static float[] hum(Path model, String voice) throws IOException {
        Path out = work.resolve(voice + ".wav");
        String[] arguments = {
            "generate", model.toString(), "--condition", "voice=" + voice, "--seconds", "0.1", "--out", out.toString()
        };
        Terminal.run(arguments).done();
        return WavReader.read(out, HummedVoices.RATE, 1);
    }
}
