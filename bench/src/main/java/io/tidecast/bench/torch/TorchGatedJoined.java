package io.tidecast.bench.torch;

import io.tidecast.bench.torch.TorchGatedParameters.Dense;
import io.tidecast.bench.torch.TorchGatedParameters.Layer;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Task;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A gated WaveNet by dense layers over rows {@code [time · batch, channels]}, each joined with the one that lies the
 * dilation before; each layer's skips are added by the product itself.
 */
final class TorchGatedJoined implements TorchModel {
    private final int channels;
    private final int batch;
    private final long rows;
    private final Tensor table;
    private final List<Layer> layers;
    private final List<Tensor> skips = new ArrayList<>();
    private final Tensor skipBias;
    private final Dense hidden;
    private final Dense output;
    private final Tensor codes;
    private final Tensor target;

    TorchGatedJoined(Task task, Given given, TorchParameters parameters) {
        TorchGatedParameters gated = new TorchGatedParameters(task, parameters, false);
        channels = gated.channels();
        batch = task.batchSize();
        table = gated.table();
        layers = gated.layers();
        for (int layer = 0; layer < layers.size(); layer++) {
            skips.add(gated.skip(layer));
        }
        skipBias = gated.skipBias();
        hidden = gated.head((ConvLayer) task.network().layers().get(2));
        output = gated.head((ConvLayer) task.network().layers().getLast());
        codes = TorchTensors.of(given.input()).flatten();
        target = TorchTensors.of(given.target()).flatten();
        rows = codes.numel();
    }

    @Override
    public Tensor forecast() {
        Tensor carried = torch.embedding(table, codes);
        Tensor skip = skipBias;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            long distance = layer.dilation() * batch;
            Tensor delayed = torch.constant_pad_nd(carried.narrow(0, 0, rows - distance), 0, 0, distance, 0);
            Tensor sums = torch.linear(
                    TorchTensors.join(1, delayed, carried),
                    layer.gates().kernel(),
                    layer.gates().bias());
            Tensor z = sums.narrow(1, 0, channels)
                    .tanh()
                    .mul(sums.narrow(1, channels, channels).sigmoid());
            skip = skip.addmm(z, skips.get(i).t());
            Dense residual = layer.residual();
            if (residual != null) {
                carried = torch.linear(z, residual.kernel(), residual.bias()).add_(carried);
            }
        }
        Tensor inner =
                torch.linear(skip.relu_(), hidden.kernel(), hidden.bias()).relu_();
        return torch.linear(inner, output.kernel(), output.bias());
    }

    @Override
    public Tensor loss(Tensor forecast) {
        return torch.cross_entropy_loss(forecast, target);
    }

    @Override
    public Tensor inOrder(Tensor forecast) {
        return forecast.view(rows / batch, batch, forecast.size(1)).permute(2, 0, 1);
    }
}
