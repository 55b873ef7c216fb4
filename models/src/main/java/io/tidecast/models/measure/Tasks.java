package io.tidecast.models.measure;

import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.Loss;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks that are measured everywhere: small networks and long sequences, as forecasting has them. */
public final class Tasks {
    private static final int HORIZON = 10;
    private static final int WINDOW = 50;
    private static final int LONG_WINDOW = 1000;
    private static final int BATCH = 32;
    private static final int CLASSES = 256;
    private static final List<Integer> PAPER_DILATIONS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);

    private Tasks() {}

    /** Returns all tasks, in the order of the table. */
    public static List<Task> all() {
        ConvGru conv = ConvGru.BOOK;
        ConvGru largeConv = new ConvGru(64, conv.kernel(), conv.stride(), conv.activation(), conv.layers(), 128);
        WaveNet wave = WaveNet.BOOK;
        WaveNet largeWave = new WaveNet(64, wave.kernel(), wave.dilations(), wave.stacks());
        return List.of(
                training("conv-gru", "Conv-GRU of the book", conv, BATCH, WINDOW),
                inference("conv-gru-inference", "Conv-GRU of the book", conv, BATCH, WINDOW),
                training("conv-gru-batch-256", "Conv-GRU of the book", conv, 256, WINDOW),
                training("conv-gru-long", "Conv-GRU of the book", conv, BATCH, LONG_WINDOW),
                training("conv-gru-large", "Conv-GRU, 64 filters, 128 units", largeConv, BATCH, WINDOW),
                training("wavenet", "WaveNet of the book", wave, BATCH, WINDOW),
                training("wavenet-long", "WaveNet of the book", wave, BATCH, LONG_WINDOW),
                training("wavenet-large", "WaveNet, 64 filters", largeWave, BATCH, WINDOW),
                gated("gated-wavenet", new GatedWaveNet(64, 128, 2, PAPER_DILATIONS, 1), 4, 4096),
                gated("gated-wavenet-long", new GatedWaveNet(32, 64, 2, PAPER_DILATIONS, 2), 1, 16_000));
    }

    /** Returns tasks that fill a large device and take a processor long; they are measured where they are named. */
    public static List<Task> large() {
        return List.of(
                training("conv-gru-batch-4096", "Conv-GRU of the book", ConvGru.BOOK, 4096, WINDOW),
                gated("gated-wavenet-30", new GatedWaveNet(64, 256, 2, PAPER_DILATIONS, 3), 1, 16_000));
    }

    /** Returns the names of all tasks, those of {@link #large} last. */
    public static List<String> names() {
        return Stream.concat(all().stream(), large().stream()).map(Task::name).toList();
    }

    /** Returns the task of a name, if there is one. */
    public static Optional<Task> named(String name) {
        return Stream.concat(all().stream(), large().stream())
                .filter(task -> task.name().equals(name))
                .findFirst();
    }

    private static Task training(String name, String title, Architecture architecture, int batch, int window) {
        return new Task(
                name,
                title + ", training, batch " + batch + ", T = " + window,
                Task.Kind.TRAINING,
                architecture.build(1, HORIZON, window),
                batch,
                Loss.MSE);
    }

    private static Task inference(String name, String title, Architecture architecture, int batch, int window) {
        return new Task(
                name,
                title + ", inference, batch " + batch + ", T = " + window,
                Task.Kind.INFERENCE,
                architecture.build(1, HORIZON, window),
                batch,
                Loss.MSE);
    }

    private static Task gated(String name, GatedWaveNet architecture, int batch, int window) {
        int layers = architecture.dilations().size() * architecture.stacks();
        return new Task(
                name,
                "gated WaveNet, " + layers + " layers, " + architecture.residual() + " residual, "
                        + architecture.skip() + " skip, " + CLASSES + " classes, training, batch " + batch + ", T = "
                        + window,
                Task.Kind.TRAINING,
                architecture.ofCodes(CLASSES, window),
                batch,
                Loss.CROSS_ENTROPY);
    }
}
