package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.random.SplittableGenerator;
import java.util.List;

/** One number for each target, and nothing of how far off it may be; its loss is the squared difference. */
public record Regression() implements Head {
    @Override
    public String text() {
        return "regression";
    }

    @Override
    public int parameters() {
        return 1;
    }

    @Override
    public List<Double> levels() {
        return List.of();
    }

    @Override
    public Value losses(Value outputs, Value target) {
        return Ops.square(differences(outputs, target));
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(outputs, target);
    }

    @Override
    public double mean(double[] parameters) {
        return parameters[0];
    }

    @Override
    public double median(double[] parameters) {
        return parameters[0];
    }

    @Override
    public double quantile(double[] parameters, double level) {
        throw new IllegalStateException("a regression tells no quantiles");
    }

    @Override
    public double sample(double[] parameters, SplittableGenerator random, double temperature) {
        return parameters[0];
    }
}
