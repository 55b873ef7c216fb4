package io.tidecast.bench;

import io.tidecast.core.backend.BackendOptions;
import io.tidecast.models.measure.Task;
import io.tidecast.models.measure.Tasks;
import io.tidecast.models.measure.Workload;
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

/** The tasks of the table: training steps and forecasts. Add {@code -prof gc} for what a step allocates. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TaskBenchmark {
    /** A task's name, see {@link Tasks}. */
    @Param({
        "conv-gru",
        "conv-gru-inference",
        "conv-gru-batch-256",
        "conv-gru-long",
        "conv-gru-large",
        "wavenet",
        "wavenet-long",
        "wavenet-large",
        "gated-wavenet",
        "gated-wavenet-long"
    })
    public String task = "";

    /** A backend's name. */
    @Param({"cpu", "nd4j", "ejml"})
    public String backend = "";

    /** How many threads it may use. */
    @Param("1")
    public int threads;

    private Workload workload;

    /** Compiles it. */
    @Setup
    public void open() {
        Task chosen = Tasks.named(task).orElseThrow(() -> new IllegalArgumentException("there is no task " + task));
        workload = Workload.of(chosen, backend, new BackendOptions(threads));
    }

    /** Frees it. */
    @TearDown
    public void close() {
        workload.close();
    }

    /** One training step, or one forecast. */
    @Benchmark
    public void run() {
        workload.run();
    }
}
