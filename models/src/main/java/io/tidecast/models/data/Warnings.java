package io.tidecast.models.data;

/** Takes the lines that tell a person what was mended or left out while data was read. */
@FunctionalInterface
public interface Warnings {
    /**
     * Takes one warning.
     *
     * @param line one line without a final stop, such as {@code rides.csv: 62 exact duplicate rows dropped}
     */
    void add(String line);
}
