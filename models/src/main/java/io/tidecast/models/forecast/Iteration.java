package io.tidecast.models.forecast;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.compile.VariableStore;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.Predictor;
import java.util.Arrays;
import java.util.List;

/** Forecasts many steps with a network that forecasts one: each forecast is read as if it had come true. */
public final class Iteration {
    private static final int BATCH = 32;

    private Iteration() {}

    /**
     * Forecasts.
     *
     * @param model forecasts one step of one channel
     * @param windows {@code [window][step]} in the units that the network sees
     * @param steps how many to forecast
     * @return {@code [window][step]}
     */
    public static float[][] forecast(ModelFile model, Backend backend, float[][] windows, int steps) {
        List<float[]> grown = Arrays.stream(windows)
                .map(window -> Arrays.copyOf(window, window.length + steps))
                .toList();
        int window = model.network().window();
        try (VariableStore store = new VariableStore(backend, model.weights().keySet())) {
            store.restore(model.weights());
            try (Predictor predictor = new Predictor(store, model.network(), BATCH)) {
                for (int step = 0; step < steps; step++) {
                    int end = window + step;
                    predictor.forEach(new Tails(grown, step, window), (part, forecasts) -> {
                        if (!part.isLast()) {
                            return;
                        }
                        int last = part.batch().timeMap().steps() - 1;
                        for (int column = 0; column < part.windows(); column++) {
                            grown.get(part.firstWindow() + column)[end] = forecasts[part.index(0, last, column)];
                        }
                    });
                }
            }
        }
        return grown.stream()
                .map(values -> Arrays.copyOfRange(values, window, window + steps))
                .toArray(float[][]::new);
    }

    /** The windows that begin at a step of longer series; there is nothing to compare them with. */
    private record Tails(List<float[]> series, int start, int window) implements Examples {
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
            return 1;
        }

        @Override
        public void fill(int[] order, int from, int count, Batch batch) {
            for (int step = 0; step < window; step++) {
                for (int column = 0; column < batch.size(); column++) {
                    batch.inputs()[step * batch.size() + column] =
                            column < count ? series.get(order[from + column])[start + step] : 0;
                }
            }
        }
    }
}
