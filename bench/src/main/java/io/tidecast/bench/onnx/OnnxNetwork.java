package io.tidecast.bench.onnx;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.Tensor;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.Layer;
import io.tidecast.models.layer.RecurrentLayer;
import io.tidecast.models.net.Network;
import java.util.List;
import java.util.Map;

/** Writes a network in ONNX' terms, from {@code [time, batch, channels]} to the same. */
public final class OnnxNetwork {
    private OnnxNetwork() {}

    public static byte[] model(Network network, Map<Variable, Tensor> weights, int batch) {
        OnnxGraph graph = new OnnxGraph();
        String value = graph.input("x", network.window(), batch, network.inputs());
        for (Layer layer : network.layers()) {
            List<Tensor> parameters = layer.parameters().stream()
                    .map(parameter -> weights.get(parameter.variable()))
                    .toList();
            value = switch (layer) {
                case ConvLayer convolution -> convolution(graph, value, convolution, parameters);
                case RecurrentLayer recurrent -> recurrent(graph, value, recurrent, parameters);
                case DenseLayer dense -> OnnxLayers.dense(graph, value, parameters.get(0), parameters.get(1));
                case Layer other -> throw new IllegalArgumentException("no counterpart for " + other.description());
            };
        }
        return graph.model(value);
    }

    private static String convolution(OnnxGraph graph, String x, ConvLayer layer, List<Tensor> parameters) {
        String channelsBeforeTime = OnnxLayers.transpose(graph, x, 1, 2, 0);
        String sums = OnnxLayers.convolution(
                graph,
                channelsBeforeTime,
                parameters.get(0),
                parameters.get(1),
                layer.convolution().stride(),
                layer.convolution().dilation(),
                layer.convolution().leftPadding(layer.taps()));
        String activated =
                OnnxLayers.activation(graph, sums, layer.convolution().activation());
        return OnnxLayers.transpose(graph, activated, 2, 0, 1);
    }

    private static String recurrent(OnnxGraph graph, String x, RecurrentLayer layer, List<Tensor> parameters) {
        Tensor kernel = parameters.get(0);
        Tensor recurrent = parameters.get(1);
        Tensor bias = parameters.get(2);
        return switch (layer.cell()) {
            case GRU -> OnnxLayers.gru(graph, x, kernel, recurrent, bias);
            case LSTM -> OnnxLayers.lstm(graph, x, kernel, recurrent, bias);
            case SIMPLE_RNN -> OnnxLayers.simpleRnn(graph, x, kernel, recurrent, bias);
        };
    }
}
