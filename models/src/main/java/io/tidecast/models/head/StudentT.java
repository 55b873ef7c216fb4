package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import java.util.List;

/**
 * Student's t distribution, for outcomes that now and then lie far off: its middle μ, an x from which its scale is
 * σ = ln(1 + eˣ) + 0.001, and one from which in the same way its degrees of freedom are ν = 2.001 + ln(1 + eˣ), so that
 * it has a mean and a variance. Its loss is c(ν/2) + ln σ + (ν + 1)/2 · ln(1 + z²/ν) for z = (y − μ)/σ, with c by
 * {@link StudentNorm}.
 */
public record StudentT() implements Head {
    private static final int LEAST_FREEDOM = 2;

    @Override
    public String text() {
        return "student-t";
    }

    @Override
    public int parameters() {
        return 3;
    }

    @Override
    public List<Double> levels() {
        return HeadText.USUAL_LEVELS;
    }

    @Override
    public Value losses(Value outputs, Value target) {
        Value scale = Smooth.scale(Smooth.parameter(outputs, 3, 1));
        Value freedom = Ops.add(Smooth.scale(Smooth.parameter(outputs, 3, 2)), LEAST_FREEDOM);
        Value z = Ops.divide(differences(outputs, target), scale);
        Value far =
                Ops.multiply(Ops.multiply(Ops.add(freedom, 1), 0.5), Smooth.log1p(Ops.divide(Ops.square(z), freedom)));
        return Ops.add(Ops.add(StudentNorm.of(Ops.multiply(freedom, 0.5)), Ops.log(scale)), far);
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(Smooth.parameter(outputs, 3, 0), target);
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
        double freedom = LEAST_FREEDOM + Smooth.scale(parameters[2]);
        return parameters[0] + Smooth.scale(parameters[1]) * StudentQuantile.of(level, freedom);
    }
}
