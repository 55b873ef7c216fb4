package io.tidecast.bench.onnx;

import io.tidecast.core.type.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** An ONNX model being written, node by node. Field numbers are those of {@code onnx.proto}. */
public final class OnnxGraph {
    private static final int IR_VERSION = 10;
    private static final int OPSET = 21;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    /** A named integer, or list of integers, of a node. */
    public record Attribute(String name, boolean isList, List<Integer> values) {
        public static Attribute of(String name, int value) {
            return new Attribute(name, false, List.of(value));
        }

        public static Attribute list(String name, Integer... values) {
            return new Attribute(name, true, List.of(values));
        }

        private Protobuf message() {
            Protobuf message = new Protobuf().add(1, name);
            values.forEach(value -> message.add(isList ? 8 : 3, value));
            return message.add(20, isList ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
        }
    }

    private final Protobuf graph = new Protobuf().add(2, "parity");
    private int names;

    /** Declares an input of 32-bit floats. */
    public String input(String name, int... dims) {
        graph.add(11, valueInfo(name, dims));
        return name;
    }

    /** Adds 32-bit floats known now. */
    public String constant(Tensor value, Integer... dims) {
        String name = fresh("weight");
        ByteBuffer raw =
                ByteBuffer.allocate(Math.toIntExact(value.type().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(value.floats());
        graph.add(5, initializer(name, FLOAT, List.of(dims), raw.array()));
        return name;
    }

    /** Adds a vector of 64-bit integers known now. */
    public String constant(int... values) {
        String name = fresh("integers");
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            raw.putLong(value);
        }
        graph.add(5, initializer(name, INT64, List.of(values.length), raw.array()));
        return name;
    }

    /** Adds a node and returns its first output's name; an empty name among the inputs stands for none. */
    public String node(String op, List<Attribute> attributes, String... inputs) {
        Protobuf node = new Protobuf();
        for (String input : inputs) {
            node.add(1, input);
        }
        String output = fresh(op);
        node.add(2, output).add(3, output).add(4, op);
        attributes.forEach(attribute -> node.add(5, attribute.message()));
        graph.add(1, node);
        return output;
    }

    /** Declares a node's output, of 32-bit floats, as what the model gives, and returns the model's file. */
    public byte[] model(String output) {
        Protobuf info = new Protobuf().add(1, output).add(2, new Protobuf().add(1, new Protobuf().add(1, FLOAT)));
        graph.add(12, info);
        Protobuf opset = new Protobuf().add(1, "").add(2, OPSET);
        return new Protobuf().add(1, IR_VERSION).add(7, graph).add(8, opset).toBytes();
    }

    private String fresh(String kind) {
        return kind + names++;
    }

    private static Protobuf valueInfo(String name, int... dims) {
        Protobuf shape = new Protobuf();
        for (int dim : dims) {
            shape.add(1, new Protobuf().add(1, dim));
        }
        Protobuf tensor = new Protobuf().add(1, FLOAT).add(2, shape);
        return new Protobuf().add(1, name).add(2, new Protobuf().add(1, tensor));
    }

    private static Protobuf initializer(String name, int type, List<Integer> dims, byte[] raw) {
        Protobuf tensor = new Protobuf();
        dims.forEach(dim -> tensor.add(1, dim));
        return tensor.add(2, type).add(8, name).add(9, raw);
    }
}
