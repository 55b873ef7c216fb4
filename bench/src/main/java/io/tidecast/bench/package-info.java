/**
 * Benchmarks: what an operation, a training step and a forecast cost on each backend. From the project's root,
 *
 * <pre>
 * mvn -q package -pl bench -am -DskipTests -Pbenchmarks -Djmh="TaskBenchmark -p backend=cpu -p task=wavenet -prof gc"
 * </pre>
 *
 * runs them, and {@code -Djmh} takes what JMH's command line does: a pattern of names, {@code -p} for parameters,
 * {@code -prof gc} for the bytes allocated in each run; {@code -Djmh=-lp} lists all benchmarks with their parameters.
 */
@NullMarked
package io.tidecast.bench;

import org.jspecify.annotations.NullMarked;
