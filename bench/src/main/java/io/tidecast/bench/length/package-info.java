/**
 * How time and memory grow with the length of a sequence: a WaveNet of ten layers at batch 1, from 4,096 steps to
 * 1,048,576. From the project's root,
 *
 * <pre>
 * mvn -q package -pl bench -am -DskipTests -Plong-sequences
 * </pre>
 *
 * measures it and writes {@code bench/results/long-sequences-*}, as Markdown, JSON and plots. {@code -Dsweep="wavenet 3"}
 * names another network (see {@link io.tidecast.bench.length.Subject.Kind}) and how many rounds there are.
 */
@NullMarked
package io.tidecast.bench.length;

import org.jspecify.annotations.NullMarked;
