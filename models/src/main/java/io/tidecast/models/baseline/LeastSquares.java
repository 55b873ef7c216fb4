package io.tidecast.models.baseline;

import io.tidecast.models.data.window.Channels;
import io.tidecast.models.data.window.WindowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The affine forecast with the least squared error on the training windows, exactly, in double precision: each step
 * ahead of each target from every past value in the window, and from what is known of the steps ahead.
 *
 * <p>Of a category's vocabulary the first word is left out, since it follows from the others. Values are those that
 * models read, scaled; forecasts are scaled back.
 */
public final class LeastSquares implements WindowForecaster {
    private static final int MOST_FEATURES = 2_048;
    private static final double MOST_WORK = 2e11;

    /**
     * One unknown's factor.
     *
     * @param channel input channel
     * @param step input step
     */
    private record Feature(int channel, int step) {}

    private final List<Feature> features;
    private final DMatrixRMaj weights;
    private final double[] intercepts;

    private LeastSquares(List<Feature> features, DMatrixRMaj weights, double[] intercepts) {
        this.features = features;
        this.weights = weights;
        this.intercepts = intercepts;
    }

    /**
     * Fits the forecast.
     *
     * @param train training windows; those whose last output lacks a target are passed over
     * @return the forecast, or empty where there are too few windows for the unknowns, or so many unknowns that the
     *     fit would not be a matter of seconds
     */
    public static Optional<LeastSquares> fit(WindowSet train) {
        List<Feature> features = features(train);
        int[] windows = complete(train);
        int size = features.size();
        if (windows.length <= size || size > MOST_FEATURES || (double) windows.length * size * size > MOST_WORK) {
            return Optional.empty();
        }
        int outputs = train.targetChannels();
        Moments moments = new Moments(size, outputs);
        double[] row = new double[size + outputs];
        for (int window : windows) {
            read(train, window, features, outputs, row);
            moments.add(row);
        }
        moments.finish();
        DMatrixRMaj weights = NormalEquations.solve(moments.gram(), moments.products());
        double[] intercepts = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            intercepts[output] = moments.mean(size + output);
            for (int j = 0; j < size; j++) {
                intercepts[output] -= weights.get(j, output) * moments.mean(j);
            }
        }
        return Optional.of(new LeastSquares(features, weights, intercepts));
    }

    @Override
    public String name() {
        return "least_squares";
    }

    /**
     * Counts the numbers that were fitted.
     *
     * @return weights and intercepts
     */
    public int parameters() {
        return (features.size() + 1) * intercepts.length;
    }

    @Override
    public void forecast(WindowSet windows, int window, double[] forecast) {
        int targets = windows.data().targets();
        int series = windows.seriesOf(window);
        System.arraycopy(intercepts, 0, forecast, 0, intercepts.length);
        for (int j = 0; j < features.size(); j++) {
            Feature feature = features.get(j);
            double value = windows.input(window, feature.channel(), feature.step());
            for (int output = 0; output < intercepts.length; output++) {
                forecast[output] += value * weights.get(j, output);
            }
        }
        for (int output = 0; output < intercepts.length; output++) {
            forecast[output] = windows.data().unscaled(series, output % targets, forecast[output]);
        }
    }

    private static List<Feature> features(WindowSet windows) {
        List<Channels.Channel> channels = windows.data().channels().list();
        int last = windows.shape().window() - 1;
        List<Feature> features = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            if (channels.get(channel).category() == 0) {
                continue;
            }
            // What is known of one step stands in several channels; the last input step has each once.
            int first = channels.get(channel).ahead() > 0 ? last : 0;
            for (int step = first; step <= last; step++) {
                features.add(new Feature(channel, step));
            }
        }
        return List.copyOf(features);
    }

    private static int[] complete(WindowSet windows) {
        int targets = windows.data().targets();
        int[] complete = new int[windows.size()];
        int count = 0;
        for (int window = 0; window < windows.size(); window++) {
            boolean missing = false;
            for (int output = 0; output < windows.targetChannels(); output++) {
                missing |= Float.isNaN(windows.target(window, output / targets, output % targets));
            }
            if (!missing) {
                complete[count++] = window;
            }
        }
        return Arrays.copyOf(complete, count);
    }

    private static void read(WindowSet windows, int window, List<Feature> features, int outputs, double[] row) {
        int targets = windows.data().targets();
        for (int j = 0; j < features.size(); j++) {
            row[j] = windows.input(
                    window, features.get(j).channel(), features.get(j).step());
        }
        for (int output = 0; output < outputs; output++) {
            row[features.size() + output] = windows.target(window, output / targets, output % targets);
        }
    }
}
