package io.tidecast.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.bench.onnx.OnnxContestant;
import io.tidecast.bench.torch.TorchContestant;
import io.tidecast.models.measure.Comparison;
import io.tidecast.models.measure.Contestant;
import io.tidecast.models.measure.Pace;
import io.tidecast.models.measure.Standing;
import io.tidecast.models.measure.Task;
import io.tidecast.models.measure.Task.Kind;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.Loss;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small networks by every way of every peer, held against the reference; where a peer is missing, it says why. */
class PeersTest {
    private static final Pace BRIEF = new Pace(0.01, 0.05, 1, 0.01, 60);
    private static final Contestant TORCH = new TorchContestant();
    private static final Contestant ONNX = new OnnxContestant();

    private static Task task(Kind kind, Network network, Loss loss) {
        return new Task("small", network.name(), kind, network, 3, loss);
    }

    private static List<Task> tasks() {
        Network convGru = ConvGru.BOOK.build(1, 2, 14);
        Network waveNet = WaveNet.BOOK.build(1, 2, 14);
        Network gated = new GatedWaveNet(4, 6, 2, List.of(1, 2, 4), 2).ofCodes(5, 11);
        return List.of(
                task(Kind.TRAINING, convGru, Loss.MSE),
                task(Kind.INFERENCE, convGru, Loss.MSE),
                task(Kind.TRAINING, waveNet, Loss.MSE),
                task(Kind.INFERENCE, waveNet, Loss.MSE),
                task(Kind.TRAINING, gated, Loss.CROSS_ENTROPY),
                task(Kind.INFERENCE, gated, Loss.CROSS_ENTROPY));
    }

    static Stream<Arguments> cases() {
        return tasks().stream()
                .flatMap(task -> TORCH.ways(task).stream()
                        .map(way -> Arguments.of(task.kind() + " " + task.title(), task, way)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("cases")
    void libtorchAgreesOrSaysWhyItIsMissing(String name, Task task, Contestant.Way way) {
        Optional<String> whyNot = TORCH.whyNot(task);
        Standing standing = standing(new OneWay(TORCH, way), task);
        whyNot.ifPresentOrElse(
                reason -> {
                    assertTrue(reason.contains("Maven profile peers"), reason);
                    assertEquals(new Standing.Absent("libtorch", reason), standing);
                },
                () -> assertTrue(standing instanceof Standing.Timed));
    }

    @Test
    void onnxRuntimeForecasts() {
        for (Task task : tasks()) {
            if (task.loss() == Loss.MSE) {
                boolean forecasts = task.kind() == Kind.INFERENCE;
                assertEquals(forecasts, standing(ONNX, task) instanceof Standing.Timed, task.title());
            }
        }
    }

    private static Standing standing(Contestant contestant, Task task) {
        return new Comparison(List.of(contestant), 1, BRIEF, _ -> {})
                .measure(task)
                .standings()
                .getFirst();
    }

    /** A contestant with one of its ways only. */
    private record OneWay(Contestant contestant, Way way) implements Contestant {
        @Override
        public String name() {
            return contestant.name();
        }

        @Override
        public Optional<String> whyNot(Task task) {
            return contestant.whyNot(task);
        }

        @Override
        public List<Way> ways(Task task) {
            return List.of(way);
        }
    }
}
