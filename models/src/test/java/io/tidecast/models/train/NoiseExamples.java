package io.tidecast.models.train;

import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.net.Network;
import java.util.Arrays;

/** Windows of noise, numbers or codes, told noise, with targets of noise, of which every third step does not count. */
record NoiseExamples(Network network, int count, long seed) implements Examples {
    @Override
    public int inputs() {
        return network.inputs();
    }

    @Override
    public int window() {
        return network.window();
    }

    @Override
    public int outputs() {
        return network.outputs();
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        Arrays.fill(batch.inputs(), 0);
        Arrays.fill(batch.inputCodes(), 0);
        Arrays.fill(batch.targets(), 0);
        Arrays.fill(batch.targetCodes(), 0);
        Arrays.fill(batch.weights(), 0);
        for (int column = 0; column < count; column++) {
            SplittableGenerator random = new SplittableGenerator(seed).split(order[from + column]);
            fill(batch.inputs(), column, batch.size(), random);
            fill(batch.inputCodes(), column, batch.size(), random);
            fill(batch.targets(), column, batch.size(), random);
            fill(batch.targetCodes(), column, batch.size(), random);
            fill(batch.told().vector(), column, batch.size(), random);
            fill(batch.told().local(), column, batch.size(), random);
            for (int label = 0; label < network.conditions().labels().size(); label++) {
                batch.told().labels()[label * batch.size() + column] = (int)
                        (random.nextDouble() * network.conditions().labels().get(label));
            }
            for (int step = 0; step < batch.timeMap().steps(); step++) {
                batch.weights()[step * batch.size() + column] = step % 3 == 1 ? 0 : 1;
            }
        }
    }

    private static void fill(float[] values, int column, int size, SplittableGenerator random) {
        for (int i = column; i < values.length; i += size) {
            values[i] = (float) random.nextGaussian();
        }
    }

    private void fill(int[] codes, int column, int size, SplittableGenerator random) {
        for (int i = column; i < codes.length; i += size) {
            codes[i] = (int) (random.nextDouble() * network.outputs());
        }
    }
}
