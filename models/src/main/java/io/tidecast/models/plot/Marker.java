package io.tidecast.models.plot;

/**
 * A vertical line with a label above it, such as where a forecast begins.
 *
 * @param x its place along the horizontal axis
 * @param label what stands above it
 */
public record Marker(double x, String label) {}
