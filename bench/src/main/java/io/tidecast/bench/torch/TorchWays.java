package io.tidecast.bench.torch;

import io.tidecast.models.measure.Contestant.Way;
import io.tidecast.models.measure.Task;
import java.util.List;

/** The ways to say each network in libtorch's operations: first as its users do, then as they might. */
final class TorchWays {
    private TorchWays() {}

    static List<Way> of(Task task) {
        return switch (task.network().name()) {
            case "conv-gru" ->
                List.of(
                        modules("Conv1d, GRU, Adam", task, TorchConvGru::ofModules),
                        flat("unfold and Linear, GRU, Adam on one vector", task, TorchConvGru::unfolded));
            case "wavenet" ->
                List.of(
                        modules("Conv1d, Adam", task, TorchWaveNet::ofModules),
                        flat(
                                "time before batch, joined taps and Linear, Adam on one vector",
                                task,
                                TorchWaveNet::joined));
            case "gated-wavenet" ->
                List.of(
                        modules("Conv1d, Adam", task, TorchGatedOfModules::new),
                        flat(
                                "time before batch, joined taps and Linear, Adam on one vector",
                                task,
                                TorchGatedJoined::new),
                        flat("joined taps and batched products, Adam on one vector", task, TorchGatedBatched::new));
            default -> List.of();
        };
    }

    private static Way modules(String name, Task task, TorchEntry.Maker maker) {
        return new Way(name, () -> new TorchEntry(task, maker, false));
    }

    private static Way flat(String name, Task task, TorchEntry.Maker maker) {
        return new Way(name, () -> new TorchEntry(task, maker, true));
    }
}
