package io.tidecast.backend.cuda;

import io.tidecast.core.error.FailureException;
import org.jspecify.annotations.Nullable;

/** Whether a backend still works: some errors leave a GPU's context beyond use, and all that follow say so. */
final class Health {
    private volatile String running = "nothing yet";
    private volatile @Nullable String fault;

    /** Notes what was started last, for errors that show only later. */
    void running(String label) {
        running = label;
    }

    /** Fails if the backend is broken. */
    void require() {
        if (fault != null) {
            throw new FailureException("backend cuda is broken since an error before: " + fault);
        }
    }

    boolean isBroken() {
        return fault != null;
    }

    /**
     * Does nothing for success.
     *
     * @param attempt what was asked of the driver, in words that follow "cannot"
     * @throws FailureException otherwise
     */
    void check(int result, String attempt) {
        if (result != 0) {
            throw failure(result, attempt);
        }
    }

    private FailureException failure(int result, String attempt) {
        String error = DriverError.name(result);
        if (!DriverError.isLasting(result)) {
            return new FailureException("backend cuda cannot " + attempt + ": " + error);
        }
        String what = "the GPU stopped with " + error + "; started last was " + running
                + "; what the GPU held is lost, begin again from what was saved last";
        fault = what;
        return new FailureException("backend cuda cannot " + attempt + ": " + what);
    }
}
