package io.tidecast.cli;

/** The exit statuses of the command. */
final class Status {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;

    private Status() {}
}
