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

/** A gated WaveNet by products of {@code [batch, channels, time]} from the left, with one for the skips of all layers. */
final class TorchGatedBatched implements TorchModel {
    private final int channels;
    private final int batch;
    private final Tensor table;
    private final List<Layer> layers;
    private final Dense skips;
    private final Dense hidden;
    private final Dense output;
    private final Tensor codes;
    private final Tensor target;

    TorchGatedBatched(Task task, Given given, TorchParameters parameters) {
        TorchGatedParameters gated = new TorchGatedParameters(task, parameters, false);
        channels = gated.channels();
        batch = task.batchSize();
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
        Tensor carried = torch.embedding(table, codes).transpose(1, 2).contiguous();
        long steps = carried.size(2);
        TensorVector gated = new TensorVector();
        for (Layer layer : layers) {
            Tensor delayed = torch.constant_pad_nd(carried.narrow(2, 0, steps - layer.dilation()), layer.dilation(), 0);
            Tensor sums = product(layer.gates(), TorchTensors.join(1, delayed, carried));
            Tensor z = sums.narrow(1, 0, channels)
                    .tanh()
                    .mul(sums.narrow(1, channels, channels).sigmoid());
            gated.push_back(z);
            Dense residual = layer.residual();
            if (residual != null) {
                carried = carried.baddbmm(repeated(residual.kernel()), z)
                        .add_(residual.bias().unsqueeze(1));
            }
        }
        Tensor skip = product(skips, torch.cat(gated, 1)).relu_();
        return product(output, product(hidden, skip).relu_());
    }

    private Tensor product(Dense dense, Tensor x) {
        return dense.bias().unsqueeze(1).unsqueeze(0).baddbmm(repeated(dense.kernel()), x);
    }

    private Tensor repeated(Tensor matrix) {
        return matrix.unsqueeze(0).expand(batch, matrix.size(0), matrix.size(1));
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
