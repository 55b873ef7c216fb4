package io.tidecast.models.forecast;

import io.tidecast.core.backend.Precision;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.data.series.Column;
import io.tidecast.models.data.series.Layout;
import io.tidecast.models.data.series.Role;
import io.tidecast.models.data.series.Schema;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesFormat;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.time.Timeline;
import io.tidecast.models.data.window.ScalingMethod;
import io.tidecast.models.data.window.SplitPlan;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Regression;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.train.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Models and series small enough to be followed by hand. */
public final class SmallModels {
    public static final int WINDOW = 6;
    public static final int HORIZON = 2;

    private SmallModels() {}

    /** Two series of rising waves, with a category that is known ahead. */
    public static SeriesSet series() {
        Schema schema = new Schema(List.of(
                Column.number("load", Role.TARGET), Column.category("day", Role.KNOWN, List.of("free", "work"))));
        SeriesFormat format = new SeriesFormat(
                Layout.TABLE, Optional.empty(), Optional.empty(), Optional.of("place"), List.of(), schema);
        return new SeriesSet("loads", format, List.of(wave("north", 60, 10), wave("south", 50, 30)));
    }

    private static Series wave(String name, int length, double level) {
        double[] load = new double[length];
        double[] day = new double[length];
        for (int i = 0; i < length; i++) {
            load[i] = level + i * 0.1 + Math.sin(i);
            day[i] = i % 3 == 0 ? 0 : 1;
        }
        return new Series(name, Timeline.ofRows(), new double[][] {load, day}, length);
    }

    /** A series of one column. */
    static Series bare(int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = Math.sin(i);
        }
        return new Series("", Timeline.ofRows(), new double[][] {values}, length);
    }

    static Setup setup(ScalingMethod scaling) {
        return new Setup(WINDOW, HORIZON, 3, new SplitPlan.ByFraction(0.6, 0.2, true), scaling);
    }

    public static Experiment experiment(Architecture architecture, ScalingMethod scaling) {
        return experiment(architecture, scaling, new Regression());
    }

    static Experiment experiment(Architecture architecture, ScalingMethod scaling, Head head) {
        return Experiment.prepare(
                series(), Optional.empty(), architecture, setup(scaling).telling(head), line -> {});
    }

    /** A model of first weights. */
    public static ModelFile untrained(Architecture architecture, ScalingMethod scaling) {
        return untrained(architecture, scaling, new Regression());
    }

    /** A model of first weights with a head. */
    public static ModelFile untrained(Architecture architecture, ScalingMethod scaling, Head head) {
        Experiment experiment = experiment(architecture, scaling, head);
        return of(experiment, experiment.network().initialWeights(1));
    }

    /** A linear model that repeats the last value, and gives 0 for what its head tells beside a first parameter. */
    static ModelFile repeating(Experiment experiment) {
        SequencedMap<Variable, Tensor> weights = new LinkedHashMap<>();
        for (Variable variable : experiment.network().variables()) {
            weights.put(variable, Tensor.zeros(variable.type()));
        }
        Tensor kernel = weights.firstEntry().getValue();
        int outputs = kernel.shape().dim(1);
        int lastValue = (WINDOW - 1) * experiment.network().inputs();
        int targets = outputs / experiment.network().head().parameters();
        for (int output = 0; output < targets; output++) {
            kernel.set((long) lastValue * outputs + output, 1);
        }
        return of(experiment, weights);
    }

    private static ModelFile of(Experiment experiment, SequencedMap<Variable, Tensor> weights) {
        return new ModelFile(
                experiment.architecture(),
                experiment.network(),
                experiment.data().config(),
                experiment.season(),
                weights,
                new Provenance(
                        "loads",
                        "ejml",
                        Precision.F32,
                        "none",
                        Loss.MAE,
                        7,
                        2,
                        1,
                        32,
                        0.01,
                        1.5,
                        List.of(0.2, 0.1),
                        List.of(0.3, 0.4),
                        "0.1",
                        "25"));
    }
}
