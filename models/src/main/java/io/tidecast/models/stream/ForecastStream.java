package io.tidecast.models.stream;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Outlook;
import io.tidecast.models.step.Steps;

/** One stream of rows through a {@link StreamingModel}, and the forecast after the last of them. For one thread. */
public final class ForecastStream implements AutoCloseable {
    private final StreamingModel model;
    private final Steps steps;
    private final double[] forecast;
    private final Outlook outlook;

    ForecastStream(StreamingModel model, Steps steps) {
        this.model = model;
        this.steps = steps;
        this.forecast = new double[model.horizon() * model.targets().size()];
        this.outlook = new Outlook(model.head(), forecast.length);
    }

    /**
     * Takes the next row.
     *
     * @param row a value for each of {@link StreamingModel#columns}, as in the file; of a category its position in the
     *     vocabulary
     * @return whether there is a forecast after it
     * @throws InputException if a value is missing or far too large; the stream then stands where it stood
     * @throws FailureException if the forecast is not a finite number
     */
    public boolean next(double[] row) {
        model.encoder().encode(row, steps.input());
        steps.advance();
        if (!steps.hasOutput()) {
            return false;
        }
        outlook.stand(steps.output(), 0, 1);
        int targets = model.targetCount();
        for (int i = 0; i < forecast.length; i++) {
            forecast[i] = model.targetScale(i % targets).unscaled(outlook.mean(i));
            if (!Double.isFinite(forecast[i])) {
                throw new FailureException(
                        "the forecast of " + model.targets().get(i % targets) + " after row " + rows()
                                + " is " + forecast[i] + " at step " + (i / targets + 1)
                                + "; the rows may lie far from those that the model was trained on");
            }
        }
        return true;
    }

    /**
     * Returns the mean of the forecast after the last row, for which {@link #next} must have returned true: at
     * {@code k · targets + target}, in the units of the file, the value {@code k + 1} steps after the row. The array is
     * reused.
     */
    public double[] forecast() {
        return forecast;
    }

    /**
     * Returns a quantile of the forecast after the last row, as {@link #forecast} tells the mean.
     *
     * @param channel {@code k · targets + target}
     * @param level above 0 and below 1; the model must tell quantiles
     */
    public double quantile(int channel, double level) {
        return model.targetScale(channel % model.targetCount()).unscaled(outlook.quantile(channel, level));
    }

    /** Returns how many rows were taken since the beginning or the last {@link #reset}. */
    public long rows() {
        return steps.count();
    }

    /** Returns a copy of all that is remembered, from which this or another stream of the model can go on. */
    public StreamState state() {
        return StreamState.of(model.fingerprint(), steps);
    }

    /**
     * Goes on from a state.
     *
     * @throws InputException if the state is of another model
     */
    public void restore(StreamState state) {
        state.requireOf(model);
        state.restore(steps);
    }

    /** Forgets all rows. */
    public void reset() {
        steps.reset();
    }

    @Override
    public void close() {
        steps.close();
    }
}
