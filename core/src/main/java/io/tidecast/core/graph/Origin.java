package io.tidecast.core.graph;

/**
 * Where a node came from.
 *
 * @param scope the layer, such as {@code wavenet/block3}; empty at the top
 * @param place the line of code that asked for it, such as {@code WaveNet.java:87}
 */
public record Origin(String scope, String place) {
    @Override
    public String toString() {
        return (scope.isEmpty() ? "" : "in " + scope + "; ") + "made at " + place;
    }
}
