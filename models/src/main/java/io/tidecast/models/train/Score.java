package io.tidecast.models.train;

/**
 * How good forecasts are, as weighted means in the units that the network sees. Where classes are told, the difference
 * is what the probability given to the one that came lacks to 1.
 *
 * @param loss the mean of what training makes small
 * @param mse the mean squared difference
 * @param mae the mean size of the difference
 * @param lastStepMse the mean squared difference of the forecasts made at the last step of each window
 */
public record Score(double loss, double mse, double mae, double lastStepMse) {
    /** Returns whether all figures are finite numbers. */
    public boolean isFinite() {
        return Double.isFinite(loss) && Double.isFinite(mse) && Double.isFinite(mae) && Double.isFinite(lastStepMse);
    }
}
