package io.tidecast.models.train;

/**
 * What one epoch gave.
 *
 * @param epoch counted from 1
 * @param train the running mean over the epoch while the weights moved, as Keras logs it
 * @param validation computed after the epoch
 * @param learningRate at the epoch's last step
 * @param seconds how long it took
 */
public record EpochRecord(int epoch, Score train, Score validation, double learningRate, double seconds) {}
