package io.tidecast.bench.training;

import io.tidecast.models.data.book.BookSeries;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;

/** Windows of the book's series, to be continued from every step. */
final class BookExamples implements Examples {
    private final float[][] series;
    private final int window;
    private final int outputs;

    private BookExamples(float[][] series, int window, int outputs) {
        this.series = series;
        this.window = window;
        this.outputs = outputs;
    }

    static BookExamples draw(int count, int window, int outputs) {
        return new BookExamples(BookSeries.draw(count, window + outputs, BookSeries.SEED), window, outputs);
    }

    @Override
    public int count() {
        return series.length;
    }

    @Override
    public int window() {
        return window;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public void fill(int[] order, int from, int count, Batch batch) {
        int size = batch.size();
        int steps = batch.timeMap().steps();
        for (int column = 0; column < size; column++) {
            boolean real = column < count;
            float[] values = series[order[real ? from + column : from]];
            for (int time = 0; time < window; time++) {
                batch.inputs()[time * size + column] = values[time];
            }
            for (int step = 0; step < steps; step++) {
                batch.weights()[step * size + column] = real ? 1 : 0;
                int next = batch.timeMap().inputStep(step) + 1;
                for (int ahead = 0; ahead < outputs; ahead++) {
                    batch.targets()[(ahead * steps + step) * size + column] = values[next + ahead];
                }
            }
        }
    }
}
