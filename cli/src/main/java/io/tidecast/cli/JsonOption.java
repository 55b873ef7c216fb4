package io.tidecast.cli;

import picocli.CommandLine.Option;

/** The option that every command with a result takes. */
final class JsonOption {
    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    boolean json() {
        return json;
    }
}
