package io.tidecast.models.data.table;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a text in UTF-8 that arrives bit by bit; each is given as soon as it has ended. */
final class LineStream {
    /** The longest line, in bytes: a text without an end of line is none that a row could be read from. */
    private static final int LONGEST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String source;
    private final InputStream in;
    private final Runnable beforeWaiting;
    private byte[] bytes = new byte[1 << 16];
    private int from;
    private int end;
    private long number;

    LineStream(String source, InputStream in, Runnable beforeWaiting) {
        this.source = source;
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /** Returns the number of the last line that was given, counted from 1. */
    long number() {
        return number;
    }

    /**
     * Waits for the next line; returns null where there is none.
     *
     * @throws InputException if it is too long
     */
    @Nullable
    String next() {
        int seen = from;
        while (true) {
            while (seen < end) {
                if (bytes[seen] == '\n') {
                    return line(seen, seen + 1);
                }
                seen++;
            }
            seen -= makeRoom();
            if (!fill()) {
                return from == end ? null : line(end, end);
            }
        }
    }

    private String line(int until, int next) {
        int last = until > from && bytes[until - 1] == '\r' ? until - 1 : until;
        String line = new String(bytes, from, last - from, StandardCharsets.UTF_8);
        from = next;
        number++;
        return number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    }

    /** Moves what has not been given to the beginning, and returns by how much. */
    private int makeRoom() {
        int moved = from;
        System.arraycopy(bytes, from, bytes, 0, end - from);
        end -= from;
        from = 0;
        if (end == LONGEST) {
            throw new InputException(source + ":" + (number + 1) + ": found a line of more than " + LONGEST
                    + " bytes, expected a row of values; is it text at all?");
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(LONGEST, 2 * end));
        }
        return moved;
    }

    private boolean fill() {
        beforeWaiting.run();
        try {
            int read = in.read(bytes, end, bytes.length - end);
            end += Math.max(0, read);
            return read >= 0;
        } catch (IOException e) {
            throw new FailureException(source + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
