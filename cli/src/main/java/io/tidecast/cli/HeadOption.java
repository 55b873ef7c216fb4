package io.tidecast.cli;

import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.HeadText;
import io.tidecast.models.head.Regression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a network tells of each target. */
final class HeadOption {
    static final String NAME = "--head";

    @Option(
            names = NAME,
            paramLabel = "NAME",
            description = "What is told. Of a series' targets: regression (a number, the default); gaussian (a normal"
                    + " distribution); student-t (one with far outliers); mixture, or mixture=5 (of so many logistic"
                    + " distributions); quantiles, or quantiles=0.1,0.5,0.9 for levels of your own. Of sound: softmax"
                    + " (over µ-law codes, the default); mixture, or mixture=10 (of samples of 16 bits).")
    private @Nullable String head;

    /** Returns what was given. */
    Optional<String> given() {
        return Optional.ofNullable(head);
    }

    /**
     * Returns the head of networks of series.
     *
     * @throws InputException if there is no such head
     */
    Head head() {
        return given().map(text -> HeadText.read(NAME, text)).orElseGet(Regression::new);
    }

    /**
     * Checks that no head was chosen.
     *
     * @throws InputException if one was
     */
    void requireNone() {
        if (given().isPresent()) {
            throw new InputException(NAME + " " + given().get() + " is for series and sound; of notes codes are told,"
                    + " each as likely as the network says; leave it out");
        }
    }
}
