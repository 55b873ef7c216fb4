package io.tidecast.models.data.window;

import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The input channels of a model, made from a schema's columns.
 *
 * <p>A column of numbers is one channel, a category one channel of 0 and 1 for each word of its vocabulary. A column
 * known ahead is not read at its own time but ahead of it: for each of the {@code horizon} steps ahead it is a channel
 * of its own, which at input step {@code t} carries the value at {@code t + k}. So a model that stands at step {@code t}
 * sees what is known of all the steps it forecasts there, whatever it does over time.
 */
public final class Channels {
    /**
     * One input channel.
     *
     * @param name such as {@code bus}, {@code day_type=W} or {@code day_type=W+1}
     * @param column position in the schema
     * @param category position in the column's vocabulary, or -1 for a column of numbers
     * @param row which of the rows of values it reads
     * @param ahead how many steps ahead it reads, 0 for what is not known ahead
     */
    public record Channel(String name, int column, int category, int row, int ahead) {}

    private final List<Channel> channels;
    private final int rows;

    private Channels(List<Channel> channels, int rows) {
        this.channels = channels;
        this.rows = rows;
    }

    /**
     * Lists the channels that a schema gives.
     *
     * @param schema the columns
     * @param horizon steps forecast
     * @return targets first, then inputs, then what is known ahead, step by step
     */
    public static Channels of(Schema schema, int horizon) {
        List<Channel> past = new ArrayList<>();
        List<Channel> known = new ArrayList<>();
        int row = 0;
        for (int c = 0; c < schema.size(); c++) {
            Column column = schema.columns().get(c);
            List<Channel> own = column.role() == Role.KNOWN ? known : past;
            if (column.vocabulary().isEmpty()) {
                own.add(new Channel(column.name(), c, -1, row++, 0));
                continue;
            }
            List<String> vocabulary = column.vocabulary().get();
            for (int category = 0; category < vocabulary.size(); category++) {
                own.add(new Channel(column.name() + "=" + vocabulary.get(category), c, category, row++, 0));
            }
        }
        List<Channel> channels = new ArrayList<>(past);
        for (int ahead = 1; ahead <= horizon && !known.isEmpty(); ahead++) {
            for (Channel channel : known) {
                channels.add(new Channel(
                        channel.name() + "+" + ahead, channel.column(), channel.category(), channel.row(), ahead));
            }
        }
        return new Channels(List.copyOf(channels), row);
    }

    /**
     * Lists the channels.
     *
     * @return in the order of the model's input
     */
    public List<Channel> list() {
        return channels;
    }

    /**
     * Counts the channels.
     *
     * @return how many there are
     */
    public int count() {
        return channels.size();
    }

    /** How many different rows of values the channels read. */
    int rows() {
        return rows;
    }
}
