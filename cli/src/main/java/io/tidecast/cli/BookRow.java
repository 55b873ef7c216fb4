package io.tidecast.cli;

import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A row of the chapter's tables: a way to forecast, and what the chapter's notebook printed for it.
 *
 * @param name what is forecast with
 * @param table which table it stands in
 * @param approach how to do the same here
 * @param parameters of what is fitted; empty where nothing is
 * @param printed a figure for each of the table's columns, with the digits that were printed
 */
record BookRow(String name, Table table, Approach approach, OptionalLong parameters, List<BigDecimal> printed) {

    /** A table of the chapter. */
    enum Table {
        /** The step after the window. */
        ONE_STEP("one step ahead", 1),
        /** The ten steps after the window, all at once. */
        TEN_STEPS("ten steps ahead", 10),
        /** The ten steps after each step of the window. */
        EVERY_STEP("ten steps ahead of every time step", 10);

        final String title;
        final int horizon;

        Table(String title, int horizon) {
            this.title = title;
            this.horizon = horizon;
        }

        /** Returns the names of the figures in each row; the last is what the chapter judges by. */
        List<String> columns() {
            return switch (this) {
                case ONE_STEP, TEN_STEPS -> List.of("validation_mse");
                case EVERY_STEP ->
                    List.of("loss", "last_time_step_mse", "validation_loss", "validation_last_time_step_mse");
            };
        }
    }

    /** A way to forecast. */
    sealed interface Approach {
        /** Repeats the last value. */
        record Naive() implements Approach {}

        /** Exact least squares. */
        record LeastSquares() implements Approach {}

        /** A network, trained with Adam. */
        record Trained(Architecture architecture, double learningRate) implements Approach {}

        /** A network trained for one step, whose forecasts it reads again. */
        record Iterated(Architecture architecture, double learningRate) implements Approach {}
    }

    private static final double USUAL = 0.001;
    private static final Architecture TWO_SIMPLE_RNNS = new Recurrent(Cell.SIMPLE_RNN, List.of(20, 20), false, true);

    /** Every row, in the chapter's order. Source: the reference notebook of A. Géron, "Hands-On Machine Learning". */
    static final List<BookRow> ALL = List.of(
            free("naive", Table.ONE_STEP, new Approach.Naive(), "0.020211367"),
            trained("linear", Table.ONE_STEP, new Linear(), USUAL, 51, "0.004168"),
            fitted("least squares", Table.ONE_STEP, 51, "0.00293"),
            trained(
                    "simple RNN of 1 unit",
                    Table.ONE_STEP,
                    new Recurrent(Cell.SIMPLE_RNN, List.of(), false, false),
                    0.005,
                    3,
                    "0.010882"),
            trained(
                    "simple RNN 20/20/1",
                    Table.ONE_STEP,
                    new Recurrent(Cell.SIMPLE_RNN, List.of(20, 20), false, false),
                    USUAL,
                    1_282,
                    "0.002911"),
            trained("simple RNN 20/20 + dense", Table.ONE_STEP, TWO_SIMPLE_RNNS, USUAL, 1_281, "0.002624"),
            free("naive", Table.TEN_STEPS, new Approach.Naive(), "0.25697407"),
            new BookRow(
                    "one-step simple RNN, iterated",
                    Table.TEN_STEPS,
                    new Approach.Iterated(TWO_SIMPLE_RNNS, USUAL),
                    OptionalLong.of(1_281),
                    decimals("0.027510857")),
            trained("linear", Table.TEN_STEPS, new Linear(), USUAL, 510, "0.0187"),
            fitted("least squares", Table.TEN_STEPS, 510, "0.01549"),
            trained("simple RNN 20/20 + dense", Table.TEN_STEPS, TWO_SIMPLE_RNNS, USUAL, 1_470, "0.0085"),
            trained(
                    "simple RNN 20/20",
                    Table.EVERY_STEP,
                    Recurrent.book(Cell.SIMPLE_RNN),
                    0.01,
                    1_470,
                    "0.0181",
                    "0.0066",
                    "0.0205",
                    "0.0096"),
            trained(
                    "LSTM 20/20",
                    Table.EVERY_STEP,
                    Recurrent.book(Cell.LSTM),
                    USUAL,
                    5_250,
                    "0.0239",
                    "0.0088",
                    "0.0238",
                    "0.0086"),
            trained(
                    "GRU 20/20",
                    Table.EVERY_STEP,
                    Recurrent.book(Cell.GRU),
                    USUAL,
                    4_110,
                    "0.0239",
                    "0.0105",
                    "0.0238",
                    "0.0103"),
            trained("Conv-GRU", Table.EVERY_STEP, ConvGru.BOOK, USUAL, 5_350, "0.0186", "0.0084", "0.0184", "0.0080"),
            trained("WaveNet", Table.EVERY_STEP, WaveNet.BOOK, USUAL, 6_010, "0.0190", "0.0073", "0.0188", "0.0072"));

    private static BookRow free(String name, Table table, Approach approach, String printed) {
        return new BookRow(name, table, approach, OptionalLong.empty(), decimals(printed));
    }

    private static BookRow fitted(String name, Table table, long parameters, String printed) {
        return new BookRow(name, table, new Approach.LeastSquares(), OptionalLong.of(parameters), decimals(printed));
    }

    private static BookRow trained(
            String name,
            Table table,
            Architecture architecture,
            double learningRate,
            long parameters,
            String... printed) {
        return new BookRow(
                name,
                table,
                new Approach.Trained(architecture, learningRate),
                OptionalLong.of(parameters),
                decimals(printed));
    }

    private static List<BigDecimal> decimals(String... printed) {
        return Arrays.stream(printed).map(BigDecimal::new).toList();
    }

    /** Returns whether the outcome depends on a seed. */
    boolean isTrained() {
        return switch (approach) {
            case Approach.Naive naive -> false;
            case Approach.LeastSquares exact -> false;
            case Approach.Trained trained -> true;
            case Approach.Iterated iterated -> true;
        };
    }
}
