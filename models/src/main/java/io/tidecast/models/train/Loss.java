package io.tidecast.models.train;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;

/** What is made small in training, of each difference d between forecast and target. */
public enum Loss {
    /** d². */
    MSE,
    /** |d|. */
    MAE,
    /** d²/2 where |d| ≤ 1, else |d| − 1/2; see Huber, 1964. */
    HUBER;

    /** Adds the loss of each difference. */
    Value apply(Value difference) {
        return switch (this) {
            case MSE -> Ops.square(difference);
            case MAE -> Ops.abs(difference);
            case HUBER -> {
                Value size = Ops.abs(difference);
                Value near = Ops.minimum(size, Ops.scalar(size, 1));
                yield Ops.multiply(near, Ops.subtract(size, Ops.multiply(near, 0.5)));
            }
        };
    }
}
