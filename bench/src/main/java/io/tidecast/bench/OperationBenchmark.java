package io.tidecast.bench;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.Conv1dGradient;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.graph.Composite;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/** A GRU over a sequence and a dilated causal convolution, forward and backward, as the book's networks use them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class OperationBenchmark {
    private static final Conv1d CONVOLUTION = new Conv1d(1, 4, Padding.CAUSAL, Activation.RELU);
    private static final int TAPS = 2;

    /** A backend's name. */
    @Param({"cpu", "nd4j", "ejml"})
    public String backend = "";

    /** How many threads it may use. */
    @Param("1")
    public int threads;

    /** Which operation. */
    @Param({"gru", "convolution"})
    public String operation = "";

    /** Channels that come in and go out. */
    @Param("20")
    public int channels;

    /** Steps of each sequence. */
    @Param("24")
    public int time;

    /** Sequences computed together. */
    @Param("32")
    public int batch;

    private Directions directions;

    private record Directions(OperationWorkload forward, OperationWorkload backward) {}

    /** Compiles both directions; the backward one is given what the forward one found. */
    @Setup
    public void open() {
        SplittableRandom random = new SplittableRandom(5);
        directions = switch (operation) {
            case "gru" -> gru(random);
            case "convolution" -> convolution(random);
            default ->
                throw new IllegalArgumentException("operation: found " + operation + ", expected gru or convolution");
        };
    }

    /** Frees both. */
    @TearDown
    public void close() {
        directions.forward.close();
        directions.backward.close();
    }

    /** From inputs to outputs. */
    @Benchmark
    public void forward() {
        directions.forward.run();
    }

    /** From the outputs' gradients to the inputs'. */
    @Benchmark
    public void backward() {
        directions.backward.run();
    }

    private Directions gru(SplittableRandom random) {
        List<Tensor> operands = List.of(
                sequence(random),
                weights(random, channels, 3 * channels),
                weights(random, channels, 3 * channels),
                weights(random, 2, 3 * channels),
                Tensor.zeros(TensorType.f32(channels, batch)));
        OperationWorkload forward = workload(new Gru(true), operands);
        forward.run();
        List<Tensor> known = new ArrayList<>(operands);
        known.add(forward.output(0));
        known.add(forward.output(1));
        known.add(sequence(random));
        return new Directions(forward, workload(new GruGradient(true), known));
    }

    private Directions convolution(SplittableRandom random) {
        Tensor x = sequence(random);
        Tensor kernel = weights(random, TAPS, channels, channels);
        OperationWorkload forward = workload(CONVOLUTION, List.of(x, kernel, weights(random, channels)));
        forward.run();
        List<Tensor> known = List.of(x, kernel, forward.output(0), sequence(random));
        return new Directions(forward, workload(new Conv1dGradient(CONVOLUTION, true), known));
    }

    private OperationWorkload workload(Composite op, List<Tensor> operands) {
        return new OperationWorkload(backend, threads, op, operands);
    }

    private Tensor sequence(SplittableRandom random) {
        return Tensor.gaussian(TensorType.f32(channels, time, batch), 0.5, random);
    }

    private Tensor weights(SplittableRandom random, int... dims) {
        return Tensor.gaussian(TensorType.f32(dims), 1 / Math.sqrt(channels), random);
    }
}
