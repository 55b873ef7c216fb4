package io.tidecast.models.measure;

import io.tidecast.core.graph.Graph;
import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Update;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Loss;
import io.tidecast.models.train.TrainingGraph;

/**
 * Something to compute again and again, the same for whoever computes it.
 *
 * @param name by which people choose it
 * @param title what it is, for tables
 * @param kind what is done with the network
 * @param network which network, its window included
 * @param batchSize how many windows are computed together
 * @param loss what training makes small
 */
public record Task(String name, String title, Kind kind, Network network, int batchSize, Loss loss) {
    /** What is done with a network. */
    public enum Kind {
        /** Forward, backward and Adam. */
        TRAINING,
        /** Forward alone. */
        INFERENCE
    }

    /** Returns room for the windows. */
    public Batch batch() {
        return new Batch(network, batchSize);
    }

    /**
     * Returns how many operations one run's matrix products take, a multiplication and an addition counted as two: those
     * of the network itself and, for training, of its gradient.
     *
     * @see MatrixWork
     */
    public long operations() {
        return switch (kind) {
            case TRAINING -> MatrixWork.ofTraining(lossGraph());
            case INFERENCE -> MatrixWork.ofInference(TrainingGraph.forecast(network, batch()));
        };
    }

    /**
     * Returns how many bytes one run's operations read and write, Adam's included.
     *
     * @see Traffic
     */
    public long traffic() {
        return Traffic.of(
                switch (kind) {
                    case TRAINING -> TrainingGraph.step(network, batch(), loss, Update.by(Adam.KERAS));
                    case INFERENCE -> TrainingGraph.forecast(network, batch());
                });
    }

    private Graph lossGraph() {
        return TrainingGraph.evaluation(network, batch(), loss);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
