package io.tidecast.bench.onnx;

import io.tidecast.bench.onnx.OnnxGraph.Attribute;
import io.tidecast.core.composite.Activation;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers in ONNX' terms, from weights in Keras' shapes. Recurrent layers run over {@code [time, batch, channels]}, first
 * states are {@code [units, batch]} as Tidecast has them, and convolutions run over {@code [batch, channels, time]}.
 */
public final class OnnxLayers {
    private static final int[] KERAS_GRU_TO_ONNX = {0, 1, 2};
    private static final int[] KERAS_LSTM_TO_ONNX = {0, 3, 1, 2};
    private static final int[] ONE_GATE = {0};

    private OnnxLayers() {}

    public static String gru(
            OnnxGraph graph, String x, Tensor kernel, Tensor recurrent, Tensor bias, Tensor... firstState) {
        Attribute resetAfter = Attribute.of("linear_before_reset", 1);
        return recurrent(graph, "GRU", x, KERAS_GRU_TO_ONNX, List.of(resetAfter), kernel, recurrent, bias, firstState);
    }

    public static String lstm(
            OnnxGraph graph, String x, Tensor kernel, Tensor recurrent, Tensor bias, Tensor... firstStates) {
        Tensor reordered = Rearranged.withZeros(Rearranged.blocks(bias, KERAS_LSTM_TO_ONNX));
        return recurrent(graph, "LSTM", x, KERAS_LSTM_TO_ONNX, List.of(), kernel, recurrent, reordered, firstStates);
    }

    public static String simpleRnn(
            OnnxGraph graph, String x, Tensor kernel, Tensor recurrent, Tensor bias, Tensor... firstState) {
        Tensor both = Rearranged.withZeros(bias);
        return recurrent(graph, "RNN", x, ONE_GATE, List.of(), kernel, recurrent, both, firstState);
    }

    /** A convolution with kernel {@code [taps, channels, filters]} after {@code leftPadding} zeros. */
    public static String convolution(
            OnnxGraph graph, String x, Tensor kernel, Tensor bias, int stride, int dilation, int leftPadding) {
        Tensor weight = Rearranged.axes(kernel, 2, 1, 0);
        int[] dims = weight.shape().dims();
        List<Attribute> attributes = List.of(
                Attribute.list("strides", stride),
                Attribute.list("dilations", dilation),
                Attribute.list("pads", leftPadding, 0));
        return graph.node(
                "Conv",
                attributes,
                x,
                graph.constant(weight, dims[0], dims[1], dims[2]),
                graph.constant(bias, dims[0]));
    }

    /** A dense layer on the last axis with kernel {@code [channels, units]}. */
    public static String dense(OnnxGraph graph, String x, Tensor kernel, Tensor bias) {
        int units = kernel.shape().dim(1);
        String product = graph.node(
                "MatMul", List.of(), x, graph.constant(kernel, kernel.shape().dim(0), units));
        return graph.node("Add", List.of(), product, graph.constant(bias, units));
    }

    public static String activation(OnnxGraph graph, String x, Activation activation) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> graph.node("Relu", List.of(), x);
            case TANH -> graph.node("Tanh", List.of(), x);
            case SIGMOID -> graph.node("Sigmoid", List.of(), x);
        };
    }

    public static String transpose(OnnxGraph graph, String x, Integer... permutation) {
        return graph.node("Transpose", List.of(Attribute.list("perm", permutation)), x);
    }

    private static String recurrent(
            OnnxGraph graph,
            String op,
            String x,
            int[] gateOrder,
            List<Attribute> more,
            Tensor kernel,
            Tensor recurrent,
            Tensor bias,
            Tensor... firstStates) {
        int units = recurrent.shape().dim(0);
        int rows = gateOrder.length * units;
        Tensor weight = Rearranged.blocks(Rearranged.axes(kernel, 1, 0), gateOrder);
        Tensor recurrence = Rearranged.blocks(Rearranged.axes(recurrent, 1, 0), gateOrder);
        List<String> inputs = new ArrayList<>(Arrays.asList(
                x,
                graph.constant(weight, 1, rows, kernel.shape().dim(0)),
                graph.constant(recurrence, 1, rows, units),
                graph.constant(bias, 1, 2 * rows),
                ""));
        for (Tensor state : firstStates) {
            inputs.add(graph.constant(
                    Rearranged.axes(state, 1, 0), 1, state.shape().dim(1), units));
        }
        List<Attribute> attributes = new ArrayList<>(more);
        attributes.add(Attribute.of("hidden_size", units));
        String states = graph.node(op, attributes, inputs.toArray(String[]::new));
        int[] directions = {1};
        return graph.node("Squeeze", List.of(), states, graph.constant(directions));
    }
}
