package io.tidecast.bench.torch;

import io.tidecast.bench.torch.TorchGatedParameters.Dense;
import io.tidecast.bench.torch.TorchGatedParameters.Layer;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Task;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A gated WaveNet over {@code [batch, channels, time]}, with one product for the skips of all layers. */
abstract class TorchGatedByChannels implements TorchModel {
    private final int channels;
    private final Tensor table;
    private final List<Layer> layers;
    private final Dense skips;
    private final Dense hidden;
    private final Dense output;
    private final Tensor codes;
    private final Tensor target;

    /**
     * Reads a network's layers.
     *
     * @param kernels see {@link TorchGatedParameters}
     */
    TorchGatedByChannels(Task task, Given given, TorchParameters parameters, boolean kernels) {
        TorchGatedParameters gated = new TorchGatedParameters(task, parameters, kernels);
        channels = gated.channels();
        table = gated.table();
        layers = gated.layers();
        skips = gated.skips();
        hidden = gated.head((ConvLayer) task.network().layers().get(2));
        output = gated.head((ConvLayer) task.network().layers().getLast());
        codes = TorchTensors.of(given.input()).t().contiguous();
        target = TorchTensors.of(given.target()).t().contiguous();
    }

    /** Adds a layer's sums before the gates, {@code [batch, 2 · channels, time]}. */
    abstract Tensor sums(Layer layer, Tensor carried);

    /** Adds what leads to the next layer: the dense layer over z, and what was carried. */
    abstract Tensor carry(Dense residual, Tensor z, Tensor carried);

    /** Adds a dense layer at every step. */
    abstract Tensor dense(Dense dense, Tensor x);

    /** Adds the rows of the table, {@code [batch, channels, time]}. */
    abstract Tensor embedded(Tensor rows);

    @Override
    public final Tensor forecast() {
        Tensor carried = embedded(torch.embedding(table, codes).transpose(1, 2));
        TensorVector gated = new TensorVector();
        for (Layer layer : layers) {
            Tensor sums = sums(layer, carried);
            Tensor z = sums.narrow(1, 0, channels)
                    .tanh()
                    .mul(sums.narrow(1, channels, channels).sigmoid());
            gated.push_back(z);
            Dense residual = layer.residual();
            if (residual != null) {
                carried = carry(residual, z, carried);
            }
        }
        Tensor skip = dense(skips, torch.cat(gated, 1)).relu_();
        return dense(output, dense(hidden, skip).relu_());
    }

    @Override
    public final Tensor loss(Tensor forecast) {
        return torch.cross_entropy_loss(forecast, target);
    }

    @Override
    public final Tensor inOrder(Tensor forecast) {
        return forecast.permute(1, 2, 0);
    }
}
