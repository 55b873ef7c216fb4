package io.tidecast.cli;

import io.tidecast.core.backend.Precision;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Loss;
import io.tidecast.models.verify.Tolerances;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How far backends may be apart. */
final class ToleranceOptions {
    @Option(names = "--loss-tolerance", paramLabel = "X", description = "Of the loss (1e-5).")
    private @Nullable Double loss;

    @Option(
            names = "--gradient-tolerance",
            paramLabel = "X",
            description = "Of each gradient (1e-4; 1e-2 where a derivative jumps, as with ReLU or mae).")
    private @Nullable Double gradient;

    @Option(
            names = "--state-tolerance",
            paramLabel = "X",
            description = "Of each tensor of the optimiser's state (as of gradients).")
    private @Nullable Double state;

    @Option(
            names = "--weights-tolerance",
            paramLabel = "X",
            description = "Of each updated weight tensor (1e-5; 2e-4 where a derivative jumps).")
    private @Nullable Double weights;

    @Option(
            names = "--op-tolerance",
            paramLabel = "X",
            description = "Of each op with the reference's operands (1e-4).")
    private @Nullable Double op;

    /**
     * Returns the tolerances.
     *
     * @throws io.tidecast.core.error.InputException if one is not above 0
     */
    Tolerances of(Network network, Loss minimised, Precision precision) {
        Tolerances usual = Tolerances.usual(network, minimised, precision);
        return new Tolerances(
                chosen("--loss-tolerance", loss, usual.loss()),
                chosen("--gradient-tolerance", gradient, usual.gradient()),
                chosen("--state-tolerance", state, usual.state()),
                chosen("--weights-tolerance", weights, usual.weights()),
                chosen("--op-tolerance", op, usual.op()));
    }

    private static double chosen(String option, @Nullable Double given, double usual) {
        return given == null ? usual : Ranges.positive(option, given);
    }
}
