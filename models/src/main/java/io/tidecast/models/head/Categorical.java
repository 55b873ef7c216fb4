package io.tidecast.models.head;

import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.random.SplittableGenerator;
import java.util.List;

/**
 * The logits of classes, one of which comes: {@code p(c) ∝ exp(logit(c))}. Its loss is −ln p of the one that came.
 *
 * @param classes how many classes there are, at least 1
 */
public record Categorical(int classes) implements Head {
    @Override
    public String text() {
        return "categorical=" + classes;
    }

    @Override
    public int parameters() {
        return classes;
    }

    @Override
    public List<Double> levels() {
        return List.of();
    }

    @Override
    public Value losses(Value outputs, Value target) {
        Value each = outputs.builder()
                .applyAll(new SoftmaxCrossEntropy(true), List.of(outputs, target))
                .getFirst();
        return Layout.reshape(each, each.shape().inserting(0, 1));
    }

    @Override
    public Value differences(Value outputs, Value target) {
        return Ops.subtract(1, Ops.exp(Ops.negate(losses(outputs, target))));
    }

    @Override
    public double mean(double[] parameters) {
        double sum = 0;
        double weights = 0;
        double most = most(parameters);
        for (int code = 0; code < classes; code++) {
            double weight = StrictMath.exp(parameters[code] - most);
            weights += weight;
            sum += code * weight;
        }
        return sum / weights;
    }

    /** Returns the first code up to which at least a share of the probability lies. */
    @Override
    public double quantile(double[] parameters, double level) {
        return quantile(parameters, level, 1);
    }

    /** Draws a code, as likely as the logits over the temperature say; at 0 the first of the most likely. */
    @Override
    public double sample(double[] parameters, SplittableGenerator random, double temperature) {
        return quantile(parameters, random.nextDouble(), Math.max(temperature, Double.MIN_NORMAL));
    }

    private double quantile(double[] parameters, double level, double temperature) {
        double most = most(parameters);
        double weights = 0;
        for (int code = 0; code < classes; code++) {
            weights += StrictMath.exp((parameters[code] - most) / temperature);
        }
        double left = level * weights;
        int code = 0;
        while (code < classes - 1) {
            left -= StrictMath.exp((parameters[code] - most) / temperature);
            if (left < 0) {
                return code;
            }
            code++;
        }
        return code;
    }

    private double most(double[] parameters) {
        double most = parameters[0];
        for (int code = 1; code < classes; code++) {
            most = Math.max(most, parameters[code]);
        }
        return most;
    }
}
