package io.tidecast.bench.torch;

import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Task;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Causal dilated convolutions with ReLU: by Conv1d over {@code [batch, channels, time]}, or as dense layers over
 * {@code [time, batch, channels]}, each step joined with the one that lies its dilation before.
 */
final class TorchWaveNet implements TorchModel {
    private record Layer(Tensor kernel, Tensor bias, long dilation) {}

    private final boolean joined;
    private final List<Layer> hidden = new ArrayList<>();
    private final Layer output;
    private final Tensor input;
    private final Tensor target;

    private TorchWaveNet(boolean joined, Task task, Given given, TorchParameters parameters) {
        this.joined = joined;
        List<Layer> all = new ArrayList<>();
        for (io.tidecast.models.layer.Layer layer : task.network().layers()) {
            ConvLayer convolution = (ConvLayer) layer;
            String name = convolution.name() + "/kernel";
            int taps = convolution.taps();
            Tensor kernel = joined
                    ? parameters.flatKernel(name, taps, convolution.channels(), convolution.filters())
                    : parameters.kernel(name, taps, convolution.channels(), convolution.filters());
            Tensor bias = parameters.vector(convolution.name() + "/bias", 0, convolution.filters());
            all.add(new Layer(kernel, bias, convolution.convolution().dilation()));
        }
        output = all.removeLast();
        hidden.addAll(all);
        long[] order = joined ? new long[] {1, 2, 0} : new long[] {2, 0, 1};
        input = TorchTensors.of(given.input()).permute(order).contiguous();
        target = TorchTensors.of(given.target()).permute(order).contiguous();
    }

    static TorchModel ofModules(Task task, Given given, TorchParameters parameters) {
        return new TorchWaveNet(false, task, given, parameters);
    }

    static TorchModel joined(Task task, Given given, TorchParameters parameters) {
        return new TorchWaveNet(true, task, given, parameters);
    }

    @Override
    public Tensor forecast() {
        Tensor value = input;
        if (joined) {
            for (Layer layer : hidden) {
                Tensor earlier = value.narrow(0, 0, value.size(0) - layer.dilation());
                Tensor delayed = torch.constant_pad_nd(earlier, 0, 0, 0, 0, layer.dilation(), 0);
                value = torch.linear(TorchTensors.join(2, delayed, value), layer.kernel(), layer.bias())
                        .relu_();
            }
            return torch.linear(value, output.kernel(), output.bias());
        }
        for (Layer layer : hidden) {
            Tensor padded = torch.constant_pad_nd(value, layer.dilation(), 0);
            value = TorchTensors.convolution(padded, layer.kernel(), layer.bias(), 1, layer.dilation())
                    .relu_();
        }
        return TorchTensors.pointwise(value, output.kernel(), output.bias());
    }

    @Override
    public Tensor loss(Tensor forecast) {
        return torch.mse_loss(forecast, target);
    }

    @Override
    public Tensor inOrder(Tensor forecast) {
        return joined ? forecast.permute(2, 0, 1) : forecast.permute(1, 2, 0);
    }
}
