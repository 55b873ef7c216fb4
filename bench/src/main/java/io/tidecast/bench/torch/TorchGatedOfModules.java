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

/** A gated WaveNet by Conv1d over {@code [batch, channels, time]}, with one convolution for the skips of all layers. */
final class TorchGatedOfModules implements TorchModel {
    private final int channels;
    private final Tensor table;
    private final List<Layer> layers;
    private final Dense skips;
    private final Dense hidden;
    private final Dense output;
    private final Tensor codes;
    private final Tensor target;

    TorchGatedOfModules(Task task, Given given, TorchParameters parameters) {
        TorchGatedParameters gated = new TorchGatedParameters(task, parameters, true);
        channels = gated.channels();
        table = gated.table();
        layers = gated.layers();
        skips = gated.skips();
        hidden = gated.head((ConvLayer) task.network().layers().get(2));
        output = gated.head((ConvLayer) task.network().layers().getLast());
        codes = TorchTensors.of(given.input()).t().contiguous();
        target = TorchTensors.of(given.target()).t().contiguous();
    }

    @Override
    public Tensor forecast() {
        Tensor carried = torch.embedding(table, codes).transpose(1, 2);
        TensorVector gated = new TensorVector();
        for (Layer layer : layers) {
            Tensor padded = torch.constant_pad_nd(carried, layer.dilation(), 0);
            Tensor sums = TorchTensors.convolution(
                    padded, layer.gates().kernel(), layer.gates().bias(), 1, layer.dilation());
            Tensor z = sums.narrow(1, 0, channels)
                    .tanh()
                    .mul(sums.narrow(1, channels, channels).sigmoid());
            gated.push_back(z);
            Dense residual = layer.residual();
            if (residual != null) {
                carried = TorchTensors.pointwise(z, residual.kernel(), residual.bias())
                        .add_(carried);
            }
        }
        Tensor skip = TorchTensors.pointwise(torch.cat(gated, 1), skips.kernel(), skips.bias())
                .relu_();
        Tensor inner =
                TorchTensors.pointwise(skip, hidden.kernel(), hidden.bias()).relu_();
        return TorchTensors.pointwise(inner, output.kernel(), output.bias());
    }

    @Override
    public Tensor loss(Tensor forecast) {
        return torch.cross_entropy_loss(forecast, target);
    }

    @Override
    public Tensor inOrder(Tensor forecast) {
        return forecast.permute(1, 2, 0);
    }
}
