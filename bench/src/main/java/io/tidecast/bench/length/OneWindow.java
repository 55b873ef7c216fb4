package io.tidecast.bench.length;

import io.tidecast.models.net.Network;
import io.tidecast.models.net.Signal;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One window of a noisy sine, to be continued from every step: as numbers, or as codes where the network reads codes. */
final class OneWindow implements Examples {
    private static final double PITCH = 0.3;

    private final Network network;
    private final float[] values;
    private final int[] codes;

    OneWindow(Network network) {
        this.network = network;
        SplittableRandom random = new SplittableRandom(1);
        boolean isCodes = network.target() instanceof Signal.Codes;
        values = new float[isCodes ? 0 : network.window() + 1];
        codes = new int[isCodes ? network.window() + 1 : 0];
        for (int t = 0; t <= network.window(); t++) {
            double value = 0.8 * Math.sin(PITCH * t) + 0.1 * (2 * random.nextDouble() - 1);
            if (isCodes) {
                codes[t] = (int) ((value + 1) / 2 * network.outputs());
            } else {
                values[t] = (float) value;
            }
        }
    }

    @Override
    public int count() {
        return 1;
    }

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
        System.arraycopy(values, 0, batch.inputs(), 0, batch.inputs().length);
        System.arraycopy(codes, 0, batch.inputCodes(), 0, batch.inputCodes().length);
        System.arraycopy(values, Math.min(1, values.length), batch.targets(), 0, batch.targets().length);
        System.arraycopy(codes, Math.min(1, codes.length), batch.targetCodes(), 0, batch.targetCodes().length);
        Arrays.fill(batch.weights(), 1);
    }
}
