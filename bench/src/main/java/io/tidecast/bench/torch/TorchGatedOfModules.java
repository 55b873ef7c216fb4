package io.tidecast.bench.torch;

import io.tidecast.bench.torch.TorchGatedParameters.Dense;
import io.tidecast.bench.torch.TorchGatedParameters.Layer;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Task;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A gated WaveNet by Conv1d. */
final class TorchGatedOfModules extends TorchGatedByChannels {
    TorchGatedOfModules(Task task, Given given, TorchParameters parameters) {
        super(task, given, parameters, true);
    }

    @Override
    Tensor embedded(Tensor rows) {
        return rows;
    }

    @Override
    Tensor sums(Layer layer, Tensor carried) {
        Tensor padded = torch.constant_pad_nd(carried, layer.dilation(), 0);
        return TorchTensors.convolution(
                padded, layer.gates().kernel(), layer.gates().bias(), 1, layer.dilation());
    }

    @Override
    Tensor carry(Dense residual, Tensor z, Tensor carried) {
        return dense(residual, z).add_(carried);
    }

    @Override
    Tensor dense(Dense dense, Tensor x) {
        return TorchTensors.pointwise(x, dense.kernel(), dense.bias());
    }
}
