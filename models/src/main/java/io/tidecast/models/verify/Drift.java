package io.tidecast.models.verify;

import java.util.List;

/**
 * How far a backend that trains by itself comes from the reference that does, from the same first weights on the same
 * batches. Rounding alone drives them apart: it is shown, not judged.
 *
 * @param points one for each step, in order
 */
public record Drift(List<Point> points) {
    /** Copies the list. */
    public Drift {
        points = List.copyOf(points);
    }

    /**
     * How far apart they are after a step, as relative differences; not finite where one of the trainings is not.
     *
     * @param step counted from 1
     * @param weights of all parameters together
     * @param loss of the step's loss
     */
    public record Point(int step, double weights, double loss) {
        boolean isFinite() {
            return Double.isFinite(weights) && Double.isFinite(loss);
        }
    }

    /** Returns the points before the first that is not finite. */
    List<Point> finite() {
        return points.stream().takeWhile(Point::isFinite).toList();
    }
}
