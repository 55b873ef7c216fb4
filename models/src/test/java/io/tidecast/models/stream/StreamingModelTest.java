package io.tidecast.models.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.window.DataConfig;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.WindowShape;
import io.tidecast.models.forecast.Forecaster;
import io.tidecast.models.forecast.ModelFile;
import io.tidecast.models.forecast.SmallModels;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Quantiles;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forecasts of a stream are those of the batch, in the units of the file, whatever the scaling. */
class StreamingModelTest {
    private static final ConvGru STRIDED = new ConvGru(5, 4, 2, Activation.NONE, 2, 6);
    private static final Optional<String> NORTH = Optional.of("north");
    private static final int NORTH_ROWS = 60 - SmallModels.HORIZON;

    @TempDir
    private Path folder;

    static Stream<Arguments> cases() {
        List<Architecture> architectures = List.of(
                STRIDED,
                new WaveNet(4, 2, List.of(1, 2, 4), 2),
                new GatedWaveNet(3, 5, 2, List.of(1, 2), 2),
                Recurrent.book(RecurrentLayer.Cell.LSTM),
                new Linear());
        return architectures.stream()
                .flatMap(architecture -> Stream.of(ScalingMethod.values())
                        .flatMap(scaling ->
                                Stream.of("cpu", "ejml").map(backend -> Arguments.of(architecture, scaling, backend))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyPrefixIsForecastAsOneWindow(Architecture architecture, ScalingMethod scaling, String backendName) {
        ModelFile model = SmallModels.untrained(architecture, scaling);
        try (Backend backend = Backends.open(backendName);
                StreamingModel streaming = new StreamingModel(model, backend, NORTH);
                ForecastStream stream = streaming.begin()) {
            for (int row = 0; row < NORTH_ROWS; row++) {
                boolean isForecast = stream.next(row(row));
                assertEquals(row + 1 >= streaming.rowsToFirst(), isForecast);
                boolean checked = row < 14 || row == NORTH_ROWS - 1;
                if (isForecast && checked) {
                    assertArrayEquals(batch(model, backend, row + 1), stream.forecast(), 1e-5 * 20);
                }
            }
            assertEquals(NORTH_ROWS, stream.rows());
        }
    }

    @Test
    void quantilesAreThoseOfTheBatch() {
        Head head = new Quantiles(List.of(0.1, 0.5, 0.8));
        ModelFile model = SmallModels.untrained(STRIDED, ScalingMethod.LEVEL, head);
        try (Backend backend = Backends.open("cpu");
                StreamingModel streaming = new StreamingModel(model, backend, NORTH);
                ForecastStream stream = streaming.begin()) {
            for (int row = 0; row < NORTH_ROWS; row++) {
                stream.next(row(row));
            }
            List<Forecaster.Quantile> batch =
                    forecast(model, backend, NORTH_ROWS).quantiles();
            assertEquals(head.levels().size(), batch.size());
            for (Forecaster.Quantile quantile : batch) {
                double[] streamed = IntStream.range(0, SmallModels.HORIZON)
                        .mapToDouble(step -> stream.quantile(step, quantile.level()))
                        .toArray();
                assertArrayEquals(quantile.values().getFirst(), streamed, 1e-5 * 20);
            }
        }
    }

    private static double[] batch(ModelFile model, Backend backend, int rows) {
        return forecast(model, backend, rows).mean().getFirst();
    }

    /** What the model forecasts of the first rows as one window, by the way of files. */
    private static Forecaster.Forecast forecast(ModelFile model, Backend backend, int rows) {
        int unseen = model.architecture() instanceof ConvGru strided ? (rows - strided.kernel()) % strided.stride() : 0;
        int window = model.architecture() instanceof Linear ? SmallModels.WINDOW : rows - unseen;
        Network network = model.network().over(window);
        TimeMap map = network.timeMap();
        WindowShape shape = new WindowShape(window, SmallModels.HORIZON, map.first(), map.stride(), map.steps());
        DataConfig data = model.data();
        ModelFile over = new ModelFile(
                model.architecture(),
                network,
                new DataConfig(data.format(), shape, data.split(), data.scaling(), data.traits()),
                model.season(),
                model.weights(),
                model.provenance());
        SeriesSet all = SmallModels.series();
        Series north = all.get(0);
        SeriesSet prefix = new SeriesSet(
                all.source(),
                all.format(),
                List.of(new Series(north.name(), north.timeline(), values(north, rows), rows)));
        return new Forecaster(over, backend).forecast(prefix, line -> {}).getFirst();
    }

    private static double[][] values(Series series, int rows) {
        return IntStream.range(0, 2)
                .mapToObj(column -> IntStream.range(0, rows + SmallModels.HORIZON)
                        .mapToDouble(row -> series.value(column, row))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The load of a row, and the days after it, which are known ahead. */
    private static double[] row(int at) {
        Series north = SmallModels.series().get(0);
        return new double[] {north.value(0, at), north.value(1, at + 1), north.value(1, at + 2)};
    }

    @Test
    void whatIsKnownAheadHasAColumnForEachStep() {
        ModelFile model = SmallModels.untrained(STRIDED, ScalingMethod.STANDARD);
        try (Backend backend = Backends.open("ejml");
                StreamingModel streaming = new StreamingModel(model, backend, Optional.empty())) {
            assertEquals(
                    List.of("load", "day+1", "day+2"),
                    streaming.columns().stream().map(StreamColumn::name).toList());
            assertEquals(4, streaming.rowsToFirst());
        }
    }

    @Test
    void aLevelOfItsOwnMustBeKnown() {
        ModelFile model = SmallModels.untrained(STRIDED, ScalingMethod.LEVEL);
        try (Backend backend = Backends.open("ejml")) {
            assertRefused(() -> new StreamingModel(model, backend, Optional.empty()), "--series");
            assertRefused(() -> new StreamingModel(model, backend, Optional.of("nort")), "did you mean 'north'?");
        }
    }

    @Test
    void goesOnFromItsState() {
        ModelFile model = SmallModels.untrained(STRIDED, ScalingMethod.STANDARD);
        try (Backend backend = Backends.open("cpu");
                StreamingModel streaming = new StreamingModel(model, backend, Optional.empty());
                ForecastStream whole = streaming.begin()) {
            Path file = folder.resolve("state");
            for (int row = 0; row < 30; row++) {
                whole.next(row(row));
                if (row == 16) {
                    whole.state().write(file);
                }
            }
            StreamState state = StreamState.read(file);
            assertEquals(17, state.rows());
            try (ForecastStream rest = streaming.resume(state)) {
                for (int row = 17; row < 30; row++) {
                    rest.next(row(row));
                }
                assertArrayEquals(whole.forecast(), rest.forecast());
                assertArrayEquals(whole.state().toBytes(), rest.state().toBytes());
                rest.reset();
                assertEquals(0, rest.rows());
                assertFalse(rest.next(row(0)));
            }
        }
    }

    @Test
    void aStateOfAnotherModelIsRefused() {
        ModelFile one = SmallModels.untrained(STRIDED, ScalingMethod.STANDARD);
        ModelFile other = SmallModels.untrained(STRIDED, ScalingMethod.NONE);
        try (Backend backend = Backends.open("ejml");
                StreamingModel first = new StreamingModel(one, backend, Optional.empty());
                StreamingModel second = new StreamingModel(other, backend, Optional.empty());
                ForecastStream stream = first.begin()) {
            stream.next(row(0));
            StreamState state = stream.state();
            assertRefused(() -> second.resume(state), "the state is of another model");
        }
    }

    @Test
    void noDamageGoesUnseen() {
        ModelFile model = SmallModels.untrained(STRIDED, ScalingMethod.STANDARD);
        try (Backend backend = Backends.open("ejml");
                StreamingModel streaming = new StreamingModel(model, backend, Optional.empty());
                ForecastStream stream = streaming.begin()) {
            stream.next(row(0));
            byte[] bytes = stream.state().toBytes();
            assertArrayEquals(bytes, StreamState.of("bytes", bytes).toBytes());
            for (int i = 0; i < bytes.length; i++) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= 4;
                assertRefused(() -> StreamState.of("bytes", damaged), "bytes: ");
            }
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertRefused(() -> StreamState.of("bytes", cut), "bytes: ");
            }
        }
    }

    @Test
    void aRowThatCannotBeReadChangesNothing() {
        ModelFile model = SmallModels.untrained(STRIDED, ScalingMethod.STANDARD);
        try (Backend backend = Backends.open("cpu");
                StreamingModel streaming = new StreamingModel(model, backend, Optional.empty());
                ForecastStream stream = streaming.begin()) {
            stream.next(row(0));
            byte[] before = stream.state().toBytes();
            assertRefused(() -> stream.next(new double[] {Double.NaN, 0, 1}), "column 'load': found NaN");
            assertRefused(() -> stream.next(new double[] {1e60, 0, 1}), "column 'load'");
            assertRefused(() -> stream.next(new double[] {1, 2, 1}), "column 'day+1'");
            assertRefused(() -> stream.next(new double[] {1}), "a row of 1 values, expected 3: load, day+1, day+2");
            assertArrayEquals(before, stream.state().toBytes());
        }
    }

    @Test
    void manyThreadsGoThroughOneModel() throws ExecutionException, InterruptedException {
        ModelFile model = SmallModels.untrained(new WaveNet(4, 2, List.of(1, 2, 4), 2), ScalingMethod.STANDARD);
        try (Backend backend = Backends.open("cpu");
                StreamingModel streaming = new StreamingModel(model, backend, Optional.empty());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<List<Double>>> running = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int offset = thread % 4;
                running.add(threads.submit(() -> forecasts(streaming, offset)));
            }
            for (int thread = 0; thread < 8; thread++) {
                assertEquals(
                        forecasts(streaming, thread % 4), running.get(thread).get());
            }
        }
    }

    private static List<Double> forecasts(StreamingModel streaming, int offset) {
        List<Double> forecasts = new ArrayList<>();
        try (ForecastStream stream = streaming.begin()) {
            for (int step = 0; step < 300; step++) {
                assertTrue(stream.next(row((offset + step) % NORTH_ROWS)));
                forecasts.add(stream.forecast()[1]);
            }
        }
        return forecasts;
    }

    private static void assertRefused(Executable action, String words) {
        InputException refused = assertThrows(InputException.class, action);
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
