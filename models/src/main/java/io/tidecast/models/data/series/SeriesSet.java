package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.time.TimeStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one file, all of one schema and one step.
 *
 * @param source names the file for messages
 * @param format what is fixed about it
 * @param series at least one
 */
public record SeriesSet(String source, SeriesFormat format, List<Series> series) {
    /** Checks that there is a series. */
    public SeriesSet {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new InputException(source + ": found no series; expected at least one with values");
        }
    }

    /**
     * Gives the columns of each series.
     *
     * @return the schema
     */
    public Schema schema() {
        return format.schema();
    }

    /**
     * Counts the series.
     *
     * @return how many there are
     */
    public int size() {
        return series.size();
    }

    /**
     * Finds a series.
     *
     * @param index counted from 0
     * @return the series
     */
    public Series get(int index) {
        return series.get(index);
    }

    /**
     * Gives the distance between the times of each series.
     *
     * @return the step
     */
    public TimeStep step() {
        return series.getFirst().timeline().step();
    }

    /**
     * Puts the rows of another file after these, series by series: the held-out end of each, for instance.
     *
     * @param next series of the same schema whose names are among these
     * @return longer series, in this set's order; those without rows in {@code next} stay as they are
     * @throws InputException if a name is unknown or times do not go on
     */
    public SeriesSet continuedBy(SeriesSet next) {
        Map<String, Series> continuations = new HashMap<>();
        next.series().forEach(continuation -> continuations.put(continuation.name(), continuation));
        List<Series> longer = new ArrayList<>();
        for (Series one : series) {
            Series continuation = continuations.remove(one.name());
            longer.add(continuation == null ? one : followed(one, continuation, next.source()));
        }
        if (!continuations.isEmpty()) {
            throw new InputException(next.source() + ": series '"
                    + continuations.keySet().stream().sorted().findFirst().orElseThrow() + "' is not in " + source
                    + "; expected series that go on from there");
        }
        return new SeriesSet(source, format, longer);
    }

    /**
     * Goes back in time: the last rows are no longer past, but what is known ahead stays known.
     *
     * @param steps how many rows, at least 1
     * @return shorter series; those that have no more rows than that are left out
     * @throws InputException if none is left
     */
    public SeriesSet before(int steps) {
        List<Series> shorter = series.stream()
                .filter(one -> one.length() > steps)
                .map(one -> one.before(steps))
                .toList();
        if (shorter.isEmpty()) {
            throw new InputException(source + ": no series has more than " + steps + " rows to go back by");
        }
        return new SeriesSet(source, format, shorter);
    }

    private Series followed(Series past, Series continuation, String file) {
        boolean calendar = past.timeline().format().isCalendar();
        long expected = past.timeline().at(past.length());
        if (calendar && continuation.timeline().start() != expected) {
            throw new InputException(file + ": series '" + past.name() + "' starts at "
                    + continuation.timeline().text(0) + ", expected "
                    + past.timeline().text(past.length())
                    + ", the step after the last one in " + source);
        }
        double[][] more = new double[schema().size()][continuation.length()];
        for (int c = 0; c < more.length; c++) {
            for (int row = 0; row < continuation.length(); row++) {
                more[c][row] = continuation.value(c, row);
            }
        }
        return past.followedBy(more, continuation.length(), true);
    }
}
