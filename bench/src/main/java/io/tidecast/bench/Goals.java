package io.tidecast.bench;

import java.util.Map;

/** What Tidecast promises: how many times faster than libtorch a task is on one core, and how well it takes two. */
final class Goals {
    /** How many times faster than libtorch, by task. */
    static final Map<String, Double> RATIOS = Map.of(
            "conv-gru", 10.0,
            "conv-gru-inference", 8.0,
            "conv-gru-batch-256", 4.0,
            "conv-gru-long", 10.0,
            "conv-gru-large", 2.0,
            "wavenet", 5.0,
            "wavenet-long", 4.0,
            "wavenet-large", 2.0,
            "gated-wavenet", 1.7,
            "gated-wavenet-long", 2.0);

    /** Which part of the speed-up of plain multiply-adds on two threads, by task. */
    static final Map<String, Double> THREADS = Map.of("gated-wavenet", 0.85, "conv-gru-batch-256", 0.75);

    private Goals() {}
}
