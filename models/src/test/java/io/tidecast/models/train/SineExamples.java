package io.tidecast.models.train;

import io.tidecast.core.random.SplittableGenerator;
import java.util.ArrayList;
import java.util.List;

/** Noisy sines of random pitch, to be continued at every step. */
public record SineExamples(List<float[]> series, int window, int outputs) implements Examples {
    public static SineExamples of(int count, int window, int outputs, long seed) {
        SplittableGenerator random = new SplittableGenerator(seed);
        List<float[]> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] one = new float[window + outputs];
            double pitch = 0.2 + 0.3 * random.nextDouble();
            double phase = 6 * random.nextDouble();
            for (int t = 0; t < one.length; t++) {
                one[t] = (float) (StrictMath.sin(pitch * t + phase) + 0.02 * random.nextGaussian());
            }
            series.add(one);
        }
        return new SineExamples(series, window, outputs);
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
    public void fill(int[] order, int from, int count, Batch batch) {
        int steps = batch.timeMap().steps();
        for (int column = 0; column < batch.size(); column++) {
            float[] one = series.get(order[from + Math.min(column, count - 1)]);
            for (int t = 0; t < window; t++) {
                batch.inputs()[t * batch.size() + column] = one[t];
            }
            for (int step = 0; step < steps; step++) {
                batch.weights()[step * batch.size() + column] = column < count ? 1 : 0;
                for (int ahead = 0; ahead < outputs; ahead++) {
                    batch.targets()[(ahead * steps + step) * batch.size() + column] =
                            one[batch.timeMap().inputStep(step) + 1 + ahead];
                }
            }
        }
    }
}
