package io.tidecast.models.data.window;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.Warnings;
import io.tidecast.models.data.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the windows of a part, and says which series are too short for any and which windows lack values. */
final class WindowCollector {
    private static final int SERIES_NAMED = 5;

    private final Dataset data;
    private final Warnings warnings;
    private final List<String> tooShort = new ArrayList<>();
    private int[] series = new int[256];
    private int[] starts = new int[256];
    private int count;
    private int incomplete;

    WindowCollector(Dataset data, Warnings warnings) {
        this.data = data;
        this.warnings = warnings;
    }

    WindowSet of(Part part) {
        WindowShape shape = data.shape();
        int[] countedFrom = new int[data.set().size()];
        boolean anyRows = false;
        for (int i = 0; i < countedFrom.length; i++) {
            Bounds.Range range = data.bounds(i).of(part);
            countedFrom[i] = range.from();
            if (range.isEmpty()) {
                continue;
            }
            anyRows = true;
            int first = Math.max(range.readableFrom(), range.from() - shape.window());
            int last = range.until() - shape.span();
            if (last < first) {
                tooShort.add(nameOf(data.set().get(i)) + " has " + (range.until() - first) + " steps for the "
                        + part.label() + " part" + (first < range.from() ? " and the window before it" : ""));
            }
            Gaps gaps = new Gaps(i);
            for (int start = first; start <= last; start++) {
                add(gaps, start);
            }
        }
        boolean required = part == Part.TRAIN;
        if (required && !anyRows) {
            throw new InputException(
                    data.set().source() + ": no row lies in the training part; move --train-from or --train-until");
        }
        report(shape.span(), "window " + shape.window() + " + horizon " + shape.horizon(), required);
        return new WindowSet(data, Arrays.copyOf(series, count), Arrays.copyOf(starts, count), countedFrom);
    }

    WindowSet latest() {
        int window = data.shape().window();
        int[] countedFrom = new int[data.set().size()];
        for (int i = 0; i < countedFrom.length; i++) {
            Series one = data.set().get(i);
            countedFrom[i] = one.length();
            if (one.length() < window) {
                tooShort.add(nameOf(one) + " has " + one.length() + " steps");
            } else {
                add(new Gaps(i), one.length() - window);
            }
        }
        report(window, "window " + window, true);
        return new WindowSet(data, Arrays.copyOf(series, count), Arrays.copyOf(starts, count), countedFrom);
    }

    private void add(Gaps gaps, int start) {
        if (!gaps.leaveWhole(start)) {
            incomplete++;
            return;
        }
        if (count == starts.length) {
            series = Arrays.copyOf(series, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
        }
        series[count] = gaps.index;
        starts[count] = start;
        count++;
    }

    /** The missing values of a series. Windows overlap, so each step is looked at once and the last gap remembered. */
    private final class Gaps {
        private final int index;
        private final float[][] rows;
        private int seen;
        private int last = -1;

        Gaps(int index) {
            this.index = index;
            this.rows = data.rows(index);
        }

        /** Returns whether a window has no missing value; to be asked in order of time. */
        boolean leaveWhole(int start) {
            int end = start + data.shape().window();
            for (int time = Math.max(seen, start); time < end; time++) {
                last = isMissing(time) ? time : last;
            }
            seen = end;
            return last < start;
        }

        private boolean isMissing(int time) {
            for (Channels.Channel channel : data.channels().list()) {
                if (Float.isNaN(rows[channel.row()][time + channel.ahead()])) {
                    return true;
                }
            }
            return false;
        }
    }

    private void report(int needed, String what, boolean required) {
        String source = data.set().source();
        if (!tooShort.isEmpty()) {
            int shown = Math.min(SERIES_NAMED, tooShort.size());
            String list = String.join(", ", tooShort.subList(0, shown))
                    + (shown < tooShort.size() ? " and " + (tooShort.size() - shown) + " more" : "");
            String line = source + ": too short: " + list + ", but " + what + " need " + needed;
            if (required && count == 0 && incomplete == 0) {
                throw new InputException(line + "; no series is left; make the window or the horizon shorter");
            }
            warnings.add(line + "; left out");
        }
        if (incomplete > 0) {
            String line = source + ": " + incomplete + " windows over missing values left out";
            if (required && count == 0) {
                throw new InputException(line + "; none is left; fill the missing cells");
            }
            warnings.add(line);
        }
    }

    private static String nameOf(Series series) {
        return series.name().isEmpty() ? "the series" : "series '" + series.name() + "'";
    }
}
