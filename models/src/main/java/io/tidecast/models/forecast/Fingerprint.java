package io.tidecast.models.forecast;

import io.tidecast.core.optim.Adam;
import io.tidecast.core.optim.Optimizer;
import io.tidecast.core.optim.Sgd;
import io.tidecast.models.data.series.Series;
import io.tidecast.models.data.series.SeriesSet;
import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.data.window.Part;
import io.tidecast.models.head.Head;
import io.tidecast.models.head.Regression;
import io.tidecast.models.train.LearningRate;
import io.tidecast.models.train.TrainingOptions;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * What must be the same for a training to go on as if it had never stopped, in words.
 *
 * @param options the training's options
 * @param text options, network and data
 */
public record Fingerprint(String options, String text) {
    static Fingerprint of(Experiment experiment, TrainingOptions options) {
        String words = words(options);
        int judgedEvery = experiment.judgedEvery().getOrDefault(Part.VALIDATION, 1);
        String data = String.format(
                Locale.ROOT,
                "%s with checksum %08x, %s, %s%s",
                experiment.data().set().source(),
                checksum(experiment.data().set()),
                experiment.data().config().shape(),
                experiment.data().config().split(),
                judgedEvery == 1 ? "" : ", judged by windows " + judgedEvery + " apart");
        return new Fingerprint(
                words,
                experiment.architecture() + told(experiment.network().head()) + knowing(experiment) + " on " + data
                        + " by " + words);
    }

    private static String knowing(Experiment experiment) {
        SeriesTraits traits = experiment.data().config().traits();
        return traits.areNone() ? "" : " knowing " + traits;
    }

    private static String told(Head head) {
        return head instanceof Regression ? "" : " telling " + head.text();
    }

    /** Returns a training's options in words, without how many epochs there are, unless the learning rate depends on it. */
    public static String words(TrainingOptions options) {
        boolean dependsOnEpochs = switch (options.schedule()) {
            case LearningRate.Constant constant -> false;
            case LearningRate.Plateau plateau -> false;
            case LearningRate.Cosine cosine -> true;
            case LearningRate.Exponential exponential -> true;
        };
        double clip = options.update().clipNorm();
        return words(options.update().optimizer())
                + ", learning rate " + options.learningRate() + " " + words(options.schedule())
                + (dependsOnEpochs ? " over " + options.epochs() + " epochs" : "")
                + (Double.isInfinite(clip) ? "" : ", gradient clipped at " + clip)
                + ", batch " + options.batch()
                + (options.stepsPerEpoch() == 0 ? "" : ", " + options.stepsPerEpoch() + " steps an epoch")
                + (options.average() == 0 ? "" : ", weights averaged at " + options.average())
                + (options.dropout() == 0 ? "" : ", dropout " + options.dropout())
                + ", loss " + options.loss().name().toLowerCase(Locale.ROOT)
                + ", seed " + options.seed();
    }

    private static String words(Optimizer optimizer) {
        return switch (optimizer) {
            case Adam adam ->
                adam.equals(Adam.KERAS)
                        ? "adam"
                        : "adam (" + adam.beta1() + ", " + adam.beta2() + ", " + adam.epsilon() + ")";
            case Sgd sgd -> "sgd with momentum " + sgd.momentum();
        };
    }

    private static String words(LearningRate rate) {
        return switch (rate) {
            case LearningRate.Constant constant -> "constant";
            case LearningRate.Plateau plateau ->
                "times " + plateau.drop() + " after " + plateau.patience() + " epochs without improvement";
            case LearningRate.Cosine cosine ->
                "along a cosine to " + cosine.floor() + " after a warm-up of " + cosine.warmUp();
            case LearningRate.Exponential exponential -> "falling evenly in ratio to " + exponential.end();
        };
    }

    private static long checksum(SeriesSet set) {
        CRC32C checksum = new CRC32C();
        ByteBuffer cell = ByteBuffer.allocate(Double.BYTES);
        for (Series series : set.series()) {
            IntStream.range(0, set.schema().size())
                    .forEach(column -> IntStream.range(0, series.length()).forEach(row -> {
                        cell.putDouble(0, series.value(column, row));
                        checksum.update(cell.array());
                    }));
        }
        return checksum.getValue();
    }
}
