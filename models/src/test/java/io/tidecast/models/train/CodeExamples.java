package io.tidecast.models.train;

import io.tidecast.core.random.SplittableGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes of which each is mostly the sum of the two before it, modulo the number of classes: whoever sees one code alone
 * knows nothing about the next.
 */
public record CodeExamples(List<int[]> series, int window) implements Examples {
    public static final int CLASSES = 5;
    private static final double REGULAR = 0.9;

    public static CodeExamples of(int count, int window, long seed) {
        SplittableGenerator random = new SplittableGenerator(seed);
        List<int[]> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] one = new int[window + 1];
            for (int t = 0; t < one.length; t++) {
                boolean regular = t > 1 && random.nextDouble() < REGULAR;
                one[t] = regular ? (one[t - 1] + one[t - 2]) % CLASSES : random.nextInt(CLASSES);
            }
            series.add(one);
        }
        return new CodeExamples(series, window);
    }

    /** Returns the entropy of the codes, in nats, if one knew how often each occurs and nothing else. */
    double marginalEntropy() {
        double[] counts = new double[CLASSES];
        double all = 0;
        for (int[] one : series) {
            for (int t = 1; t <= window; t++) {
                counts[one[t]]++;
                all++;
            }
        }
        double entropy = 0;
        for (double count : counts) {
            entropy -= count / all * Math.log(count / all);
        }
        return entropy;
    }

    @Override
    public int count() {
        return series.size();
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return CLASSES;
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        for (int column = 0; column < batch.size(); column++) {
            int[] one = series.get(order[from + Math.min(column, count - 1)]);
            for (int t = 0; t < window; t++) {
                int place = t * batch.size() + column;
                batch.inputCodes()[place] = one[t];
                batch.targetCodes()[place] = one[t + 1];
                batch.weights()[place] = column < count ? 1 : 0;
            }
        }
    }
}
