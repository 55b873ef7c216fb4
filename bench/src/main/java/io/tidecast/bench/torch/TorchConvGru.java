package io.tidecast.bench.torch;

import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.measure.Given;
import io.tidecast.models.measure.Task;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A strided convolution, stacked GRUs over {@code [steps, batch, channels]}, and a dense layer at every step. */
final class TorchConvGru implements TorchModel {
    private static final int[] KERAS_GATES_IN_TORCH_ORDER = {1, 0, 2};

    private final boolean unfolded;
    private final ConvLayer convolution;
    private final int layers;
    private final Tensor input;
    private final Tensor target;
    private final Tensor firstState;
    private final Tensor kernel;
    private final Tensor bias;
    private final List<Tensor> recurrent = new ArrayList<>();
    private final Tensor outputKernel;
    private final Tensor outputBias;

    private TorchConvGru(boolean unfolded, Task task, Given given, TorchParameters parameters) {
        this.unfolded = unfolded;
        convolution = (ConvLayer) task.network().layers().getFirst();
        DenseLayer output = (DenseLayer) task.network().layers().getLast();
        List<RecurrentLayer> cells = task.network().layers().stream()
                .filter(RecurrentLayer.class::isInstance)
                .map(RecurrentLayer.class::cast)
                .toList();
        layers = cells.size();
        Tensor windows = TorchTensors.of(given.input());
        input = unfolded
                ? windows.squeeze(0).contiguous()
                : windows.permute(2, 0, 1).contiguous();
        target = TorchTensors.of(given.target()).permute(1, 2, 0).contiguous();
        firstState = torch.zeros(layers, task.batchSize(), output.channels());
        String conv = convolution.name();
        kernel = unfolded
                ? parameters.flatKernel(conv + "/kernel", convolution.taps(), 1, convolution.filters())
                : parameters.kernel(conv + "/kernel", convolution.taps(), 1, convolution.filters());
        bias = parameters.vector(conv + "/bias", 0, convolution.filters());
        cells.forEach(cell -> addCell(cell, parameters));
        outputKernel = parameters.transposed(output.name() + "/kernel", 0, output.channels(), output.units());
        outputBias = parameters.vector(output.name() + "/bias", 0, output.units());
    }

    static TorchModel ofModules(Task task, Given given, TorchParameters parameters) {
        return new TorchConvGru(false, task, given, parameters);
    }

    static TorchModel unfolded(Task task, Given given, TorchParameters parameters) {
        return new TorchConvGru(true, task, given, parameters);
    }

    private void addCell(RecurrentLayer cell, TorchParameters parameters) {
        int units = cell.units();
        recurrent.add(parameters.add(
                cell.name() + "/kernel",
                index -> index[1] * 3 * units + column(index[0], units),
                3 * units,
                cell.channels()));
        recurrent.add(parameters.add(
                cell.name() + "/recurrent_kernel",
                index -> index[1] * 3 * units + column(index[0], units),
                3 * units,
                units));
        recurrent.add(parameters.add(cell.name() + "/bias", index -> column(index[0], units), 3 * units));
        recurrent.add(parameters.add(cell.name() + "/bias", index -> 3 * units + column(index[0], units), 3 * units));
    }

    private static int column(int row, int units) {
        return KERAS_GATES_IN_TORCH_ORDER[row / units] * units + row % units;
    }

    @Override
    public Tensor forecast() {
        Tensor states = torch.gru(
                        convolved(),
                        firstState,
                        new TensorVector(recurrent.toArray(Tensor[]::new)),
                        true,
                        layers,
                        0.0,
                        true,
                        false,
                        false)
                .get0();
        return torch.linear(states, outputKernel, outputBias);
    }

    private Tensor convolved() {
        int stride = convolution.convolution().stride();
        return unfolded
                ? torch.linear(input.unfold(0, convolution.taps(), stride), kernel, bias)
                : TorchTensors.convolution(input, kernel, bias, stride, 1)
                        .permute(2, 0, 1)
                        .contiguous();
    }

    @Override
    public Tensor loss(Tensor forecast) {
        return torch.mse_loss(forecast, target);
    }

    @Override
    public Tensor inOrder(Tensor forecast) {
        return forecast.permute(2, 0, 1);
    }
}
