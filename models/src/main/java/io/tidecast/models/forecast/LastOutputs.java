package io.tidecast.models.forecast;

import io.tidecast.models.data.window.WindowSet;
import io.tidecast.models.head.Head;
import io.tidecast.models.train.Part;
import io.tidecast.models.train.Predictor;

/** Picks what is told at the last step out of a network's outputs, and takes the scaling back. */
final class LastOutputs implements Predictor.Receiver {
    /** Takes the forecast of one window. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Takes it.
         *
         * @param window position in the set
         * @param outlook reused for the next
         */
        void accept(int window, WindowOutlook outlook);
    }

    private final Receiver receiver;
    private final WindowOutlook outlook;

    LastOutputs(WindowSet windows, Head head, Receiver receiver) {
        this.receiver = receiver;
        this.outlook = new WindowOutlook(windows, head);
    }

    @Override
    public void accept(Part part, float[] outputs) {
        if (!part.isLast()) {
            return;
        }
        int steps = part.batch().timeMap().steps();
        int stride = steps * part.batch().size();
        for (int column = 0; column < part.windows(); column++) {
            int window = part.firstWindow() + column;
            outlook.stand(window, outputs, part.index(0, steps - 1, column), stride);
            receiver.accept(window, outlook);
        }
    }
}
