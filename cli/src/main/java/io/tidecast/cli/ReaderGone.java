package io.tidecast.cli;

/** Says that nobody reads standard output any more. */
final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGone() {
        super("standard output was closed", null, false, false);
    }
}
