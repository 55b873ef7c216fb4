package io.tidecast.cli;

import io.tidecast.models.head.Head;
import io.tidecast.models.head.HeadText;
import picocli.CommandLine.Option;

/** What a network tells of each target. */
final class HeadOption {
    @Option(
            names = "--head",
            paramLabel = "NAME",
            description = "What is told of each target: regression (a number, the default); gaussian (a normal"
                    + " distribution); student-t (one with far outliers); mixture, or mixture=5 (of so many logistic"
                    + " distributions); quantiles, or quantiles=0.1,0.5,0.9 for levels of your own.")
    private String head = "regression";

    /**
     * Returns the head.
     *
     * @throws io.tidecast.core.error.InputException if there is no such head
     */
    Head head() {
        return HeadText.read("--head", head);
    }
}
