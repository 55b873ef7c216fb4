package io.tidecast.bench;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.models.generate.Generation;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Network;
import io.tidecast.models.step.SteppedNetwork;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sound made up sample by sample by a WaveNet of 30 layers (64 residual, 128 skip, 256 classes), drawing included. The
 * counter {@code samples} says how many come in a second, those of all voices together. Add {@code -prof gc} for what a
 * step allocates.
 *
 * <p>A step of one voice reads 0.91 million weights, 3.6 MB, and is bounded by how fast they come from beyond the L2 cache.
 * A step of sixteen reads them once for all and does 16 · 2 · 0.91 million = 29 million floating-point operations, and is
 * bounded by how many of those the core does: 256 µs at 113.6 GFLOP/s.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class GenerationBenchmark {
    private static final int CLASSES = 256;
    private static final List<Integer> DILATIONS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    private static final GatedWaveNet ARCHITECTURE = new GatedWaveNet(64, 128, 2, DILATIONS, 3);

    /** How many voices go through time together. */
    @Param({"1", "16"})
    public int voices;

    /** A backend's name. */
    @Param("cpu")
    public String backend = "";

    private Backend opened;
    private SteppedNetwork network;
    private Generation generation;

    /** What has come. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        /** Samples of all voices. */
        public long samples;
    }

    /** Compiles the network, whose weights are those of no training. */
    @Setup
    public void open() {
        Network whole = ARCHITECTURE.ofCodes(CLASSES, 1);
        opened = Backends.open(backend);
        network = new SteppedNetwork(opened, whole, whole.initialWeights(1), voices);
        generation = new Generation(network, CLASSES / 2, 1, 1);
    }

    /** Frees it. */
    @TearDown
    public void close() {
        generation.close();
        network.close();
        opened.close();
    }

    /** One sample of each voice. */
    @Benchmark
    public int[] step(Counter counter) {
        counter.samples += voices;
        return generation.next();
    }
}
