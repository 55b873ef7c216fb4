package io.tidecast.bench;

import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** A training step and a forecast of the book's two networks. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NetworkBenchmark {
    private static final int HORIZON = 10;

    /** What is computed, by which backend. */
    @State(Scope.Thread)
    public static class Setting {
        /** A backend's name. */
        @Param({"cpu", "ejml"})
        public String backend = "";

        /** How many threads it may use. */
        @Param("1")
        public int threads;

        /** A network's name. */
        @Param({"conv-gru", "wavenet"})
        public String network = "";

        /** Convolution filters. */
        @Param("20")
        public int filters;

        /** Units of each GRU. */
        @Param("20")
        public int units;

        /** Windows computed together. */
        @Param("32")
        public int batch;

        /** Steps of each window. */
        @Param("50")
        public int window;

        Network build() {
            return architecture().build(1, HORIZON, window);
        }

        private Architecture architecture() {
            return switch (network) {
                case "conv-gru" -> {
                    ConvGru book = ConvGru.BOOK;
                    yield new ConvGru(filters, book.kernel(), book.stride(), book.activation(), book.layers(), units);
                }
                case "wavenet" -> {
                    WaveNet book = WaveNet.BOOK;
                    yield new WaveNet(filters, book.kernel(), book.dilations(), book.stacks());
                }
                default ->
                    throw new IllegalArgumentException(
                            "network: found " + network + ", expected one of " + List.of("conv-gru", "wavenet"));
            };
        }
    }

    /** A training step that is ready to run. */
    @State(Scope.Thread)
    public static class Training {
        private Workload workload;

        /** Compiles it. */
        @Setup
        public void open(Setting setting) {
            workload = Workload.training(setting.backend, setting.threads, setting.build(), setting.batch);
        }

        /** Frees it. */
        @TearDown
        public void close() {
            workload.close();
        }
    }

    /** A forecast that is ready to run. */
    @State(Scope.Thread)
    public static class Inference {
        private Workload workload;

        /** Compiles it. */
        @Setup
        public void open(Setting setting) {
            workload = Workload.inference(setting.backend, setting.threads, setting.build(), setting.batch);
        }

        /** Frees it. */
        @TearDown
        public void close() {
            workload.close();
        }
    }

    /** Forward, backward and Adam. */
    @Benchmark
    public void training(Training training) {
        training.workload.run();
    }

    /** Forward alone. */
    @Benchmark
    public void inference(Inference inference) {
        inference.workload.run();
    }
}
