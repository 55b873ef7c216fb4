package io.tidecast.cli;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Does something last when the process is asked to end, as by Ctrl-C, while work goes on that waits for who knows how
 * long: between two of its pieces, and then there is no further piece.
 */
final class Farewell implements AutoCloseable {
    private final ReentrantLock piece = new ReentrantLock();
    private final Thread hook;
    private boolean ended;

    private Farewell(Runnable last) {
        hook = new Thread(
                () -> {
                    piece.lock(); // for good: the process ends
                    if (!ended) {
                        last.run();
                    }
                },
                "farewell");
    }

    /** Begins to listen. */
    static Farewell prepare(Runnable last) {
        Farewell farewell = new Farewell(last);
        Runtime.getRuntime().addShutdownHook(farewell.hook);
        return farewell;
    }

    /** Does a piece of work whole or, where the process ends, not at all. */
    void whole(Runnable work) {
        piece.lock();
        try {
            work.run();
        } finally {
            piece.unlock();
        }
    }

    /** Says that the work has ended, and that there is nothing to be done last. */
    @Override
    public void close() {
        whole(() -> ended = true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            System.getLogger(Farewell.class.getName())
                    .log(System.Logger.Level.DEBUG, "the process is ending already, and finds the work ended", e);
        }
    }
}
