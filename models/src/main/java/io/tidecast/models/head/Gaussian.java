package io.tidecast.models.head;

import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import java.util.List;

/**
 * A normal distribution: its mean μ, and an x from which its deviation is σ = ln(1 + eˣ) + 0.001. Its loss is
 * z²/2 + ln σ + ln(2π)/2 for z = (y − μ)/σ.
 */
public record Gaussian() implements Head {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    @Override
    public String text() {
        return "gaussian";
    }

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public List<Double> levels() {
        return HeadText.USUAL_LEVELS;
    }

    @Override
    public Value losses(Value outputs, Value target) {
        Value deviation = Smooth.scale(Smooth.parameter(outputs, 2, 1));
        Value z = Ops.divide(differences(outputs, target), deviation);
        return Ops.add(Ops.add(Ops.multiply(Ops.square(z), 0.5), Ops.log(deviation)), HALF_LOG_TWO_PI);
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(Smooth.parameter(outputs, 2, 0), target);
    }

    @Override
    public double mean(double[] parameters) {
        return parameters[0];
    }

    @Override
    public double quantile(double[] parameters, double level) {
        return parameters[0] + Smooth.scale(parameters[1]) * NormalQuantile.of(level);
    }
}
