package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.StandardColumns;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.table.TableOptions;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.layer.Upsampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network is told along a recording: the numbers of a table of fewer rows a second than there are samples. The table
 * of a recording stands beside it, with the same name but for {@code .csv} at its end.
 *
 * @param every how many samples there are to a row
 * @param columns of the table
 * @param upsampling how the rows are brought to the samples
 */
public record LocalColumns(int every, StandardColumns columns, Upsampling upsampling) {
    private static final int SLOWEST = 1 << 20;

    /**
     * What is asked for.
     *
     * @param rate rows a second
     */
    public record Request(int rate, Upsampling upsampling) {}

    /**
     * Reads the tables of all recordings, and standardises by those to train on.
     *
     * @param rate samples a second
     * @param names of the recordings within their folder
     * @throws InputException if the rate is no multiple of the rows', or a table is missing, too short or another's
     */
    static LocalColumns fit(Request request, int rate, List<WavFile> wavs, List<String> names, SoundSplit split) {
        if (rate % request.rate() != 0) {
            throw new InputException("--local-rate: found " + request.rate() + ", expected a rate that divides the "
                    + rate + " samples a second; write the tables anew, or resample with --sample-rate");
        }
        int every = rate / request.rate();
        List<String> columns = Table.of(wavs.getFirst(), rate).names();
        StandardColumns.Fit fit = new StandardColumns.Fit(columns);
        for (int i = 0; i < wavs.size(); i++) {
            Table table = Table.of(wavs.get(i), rate).require(columns, every);
            if (split.partOf(names.get(i)) == Part.TRAIN) {
                table.rows().forEach(row -> fit.add(row, 0));
            }
        }
        return new LocalColumns(every, fit.columns(), request.upsampling());
    }

    /**
     * Checks the tables of recordings.
     *
     * @param rate samples a second
     * @throws InputException if one is missing, too short or another's
     */
    void check(int rate, List<WavFile> wavs) {
        wavs.forEach(wav -> Table.of(wav, rate).require(columns.names(), every));
    }

    /** Returns what the network asks for. */
    Conditions.Local conditions() {
        return new Conditions.Local(columns.size(), every, upsampling);
    }

    /** Returns where the table of a recording is. */
    static Path beside(Path wav) {
        String name = String.valueOf(wav.getFileName());
        return wav.resolveSibling(name.substring(0, name.length() - ".wav".length()) + ".csv");
    }

    /**
     * A table.
     *
     * @param names of its columns
     * @param rows their numbers
     * @param samples how long the sound is that it is for
     */
    record Table(Path file, List<String> names, List<double[]> rows, long samples) {
        /** Reads the table of a recording at some rate. */
        static Table of(WavFile wav, int rate) {
            Recording whole = Recording.whole(wav, wav.path().toString(), List.of(), rate);
            return read(beside(wav.path()), whole.length());
        }

        /**
         * Reads a file.
         *
         * @throws InputException if it is missing, has no rows or a cell that is no number
         */
        static Table read(Path file, long samples) {
            TableFile table = TableFile.open(file, TableOptions.detect());
            List<double[]> rows = new ArrayList<>();
            table.readRows(row -> rows.add(StandardColumns.numbers(row, 0)));
            if (rows.isEmpty()) {
                throw new InputException(file + ": has no rows; expected one for each stretch of the recording");
            }
            return new Table(file, table.columns(), rows, samples);
        }

        /** Requires columns of some names, and rows to the end of the sound; the last one may be missing. */
        Table require(List<String> expected, int every) {
            if (!names.equals(expected)) {
                throw new InputException(file + ": found the columns " + String.join(", ", names) + ", expected "
                        + String.join(", ", expected));
            }
            long needed = Math.ceilDiv(samples, (long) every);
            if (rows.size() < needed - 1) {
                throw new InputException(file + ": has " + rows.size() + " rows, expected " + needed + ": one for each "
                        + every + " of the " + samples + " samples");
            }
            return this;
        }
    }

    /**
     * Reads the table that a voice is told along.
     *
     * @param samples how long the voice gets
     * @return standardised numbers {@code [rows, columns]}; beyond them the last row holds
     * @throws InputException if it is no table of these columns, or has too few rows
     */
    public float[] read(Path file, long samples) {
        return standard(Table.read(file, samples));
    }

    /** Returns the standardised numbers of a recording's table, {@code [rows, columns]}. */
    float[] read(WavFile wav, int rate) {
        return standard(Table.of(wav, rate));
    }

    private float[] standard(Table table) {
        table.require(columns.names(), every);
        int count = columns.size();
        float[] numbers = new float[Math.multiplyExact(table.rows().size(), count)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = columns.standard(i % count, table.rows().get(i / count)[i % count]);
        }
        return numbers;
    }

    /** Returns the document that {@link #read(JsonView)} takes. */
    Json describe() {
        return columns.describe(Json.object().put("every", every).put("upsampling", upsampling.label()))
                .build();
    }

    /** Returns what a document tells. */
    static LocalColumns read(JsonView document) {
        return new LocalColumns(
                document.at("every").whole(1, SLOWEST),
                StandardColumns.read(document),
                document.at("upsampling").choice(Upsampling.class));
    }
}
