package io.tidecast.bench.torch;

import io.tidecast.bench.torch.TorchGatedParameters.Dense;
import io.tidecast.bench.torch.TorchGatedParameters.Layer;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Task;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A gated WaveNet by products from the left, each layer's over the step joined with the one its dilation before. */
final class TorchGatedBatched extends TorchGatedByChannels {
    private final int batch;

    TorchGatedBatched(Task task, Given given, TorchParameters parameters) {
        super(task, given, parameters, false);
        batch = task.batchSize();
    }

    @Override
    Tensor embedded(Tensor rows) {
        return rows.contiguous();
    }

    @Override
    Tensor sums(Layer layer, Tensor carried) {
        Tensor earlier = carried.narrow(2, 0, carried.size(2) - layer.dilation());
        Tensor delayed = torch.constant_pad_nd(earlier, layer.dilation(), 0);
        return dense(layer.gates(), TorchTensors.join(1, delayed, carried));
    }

    @Override
    Tensor carry(Dense residual, Tensor z, Tensor carried) {
        return carried.baddbmm(repeated(residual.kernel()), z)
                .add_(residual.bias().unsqueeze(1));
    }

    @Override
    Tensor dense(Dense dense, Tensor x) {
        return dense.bias().unsqueeze(1).unsqueeze(0).baddbmm(repeated(dense.kernel()), x);
    }

    private Tensor repeated(Tensor matrix) {
        return matrix.unsqueeze(0).expand(batch, matrix.size(0), matrix.size(1));
    }
}
