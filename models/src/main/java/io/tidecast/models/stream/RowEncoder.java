package io.tidecast.models.stream;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.window.Affine;
import io.tidecast.models.data.window.Channels;
import java.util.ArrayList;
import java.util.List;

/** Turns rows of values into what a network reads: scaled, and with a channel for each category. */
final class RowEncoder {
    private final List<StreamColumn> columns;
    private final List<Affine> scales;
    private final int[] positions;
    private final int[] categories;

    /**
     * Makes an encoder.
     *
     * @param scales one for each of the schema's columns
     * @param horizon steps forecast
     */
    RowEncoder(Schema schema, List<Affine> scales, int horizon) {
        List<Channels.Channel> channels = Channels.of(schema, horizon).list();
        List<StreamColumn> distinct = new ArrayList<>();
        List<Affine> own = new ArrayList<>();
        positions = new int[channels.size()];
        categories = new int[channels.size()];
        for (int i = 0; i < positions.length; i++) {
            Channels.Channel channel = channels.get(i);
            StreamColumn column = new StreamColumn(schema.columns().get(channel.column()), channel.ahead());
            if (!distinct.contains(column)) {
                distinct.add(column);
                own.add(scales.get(channel.column()));
            }
            positions[i] = distinct.indexOf(column);
            categories[i] = channel.category();
        }
        columns = List.copyOf(distinct);
        this.scales = List.copyOf(own);
    }

    List<StreamColumn> columns() {
        return columns;
    }

    /**
     * Fills a network's input.
     *
     * @throws InputException if a value is missing or beyond what the network can read; then nothing is filled
     */
    void encode(double[] row, float[] input) {
        if (row.length != columns.size()) {
            throw new InputException("a row of " + row.length + " values, expected " + columns.size() + ": "
                    + String.join(", ", columns.stream().map(StreamColumn::name).toList()));
        }
        for (int i = 0; i < row.length; i++) {
            requireReadable(i, row[i]);
        }
        for (int i = 0; i < input.length; i++) {
            double value = row[positions[i]];
            input[i] =
                    categories[i] < 0 ? (float) scales.get(positions[i]).scaled(value) : value == categories[i] ? 1 : 0;
        }
    }

    private void requireReadable(int position, double value) {
        StreamColumn column = columns.get(position);
        List<String> vocabulary = column.column().vocabulary().orElse(List.of());
        boolean isCode = value >= 0 && value < vocabulary.size() && value == Math.rint(value);
        boolean isReadable = column.column().isCategory()
                ? isCode
                : Float.isFinite((float) scales.get(position).scaled(value));
        if (!isReadable) {
            throw new InputException("column '" + column.name() + "': found " + value + ", expected "
                    + (column.column().isCategory()
                            ? "the position of one of " + vocabulary.size() + " categories"
                            : "a number of the size of those that the model was trained on"));
        }
    }
}
