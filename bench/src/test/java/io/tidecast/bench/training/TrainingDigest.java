package io.tidecast.bench.training;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.Backends;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import io.tidecast.models.train.Trainer;
import io.tidecast.models.train.TrainingListener;
import io.tidecast.models.train.TrainingOptions;
import io.tidecast.models.train.TrainingState;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A training of one epoch and a digest of all that it leaves behind, bit by bit. */
record TrainingDigest(Architecture architecture, int window, int horizon, int batch, int examples) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Small enough for an interpreter; of sizes that fill no vector, and with a last batch that is short. */
    private static final List<TrainingDigest> SMALL = List.of(
            new TrainingDigest(new ConvGru(18, 4, 2, ConvGru.BOOK.activation(), 1, 17), 15, 3, 9, 20),
            new TrainingDigest(new WaveNet(19, 2, List.of(1, 4), 1), 13, 3, 9, 20));

    /**
     * Prints the digests of small trainings. Takes a backend's name, the number of threads, and for how many seconds to
     * let the compiler warm up on each first.
     */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[1]);
        long warmUp = Long.parseLong(arguments[2]) * NANOS_PER_SECOND;
        for (TrainingDigest training : SMALL) {
            long started = System.nanoTime();
            while (System.nanoTime() - started < warmUp) {
                training.compute(arguments[0], threads);
            }
            System.out.println(training.compute(arguments[0], threads));
        }
    }

    /** Trains, and returns the digest in hexadecimal digits. */
    String compute(String backendName, int threads) {
        Network network = architecture.build(1, horizon, window);
        BookExamples windows = BookExamples.draw(examples, window, horizon);
        TrainingOptions options =
                TrainingOptions.BOOK.withEpochs(1).withBatch(batch).withLearningRate(0.01);
        try (Backend backend = Backends.open(backendName, new BackendOptions(threads));
                Trainer trainer = new Trainer(backend, network, options)) {
            return digest(trainer.train(windows, windows, TrainingListener.SILENT));
        }
    }

    private static String digest(TrainingState state) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
        state.variables().forEach((variable, value) -> {
            digest.update(variable.name().getBytes(StandardCharsets.UTF_8));
            digest.update(value.segment().toArray(ValueLayout.JAVA_BYTE));
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
