package io.tidecast.cli;

/** Says that standard output takes no more. */
final class OutputClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosed() {
        super("standard output takes no more", null, false, false);
    }
}
