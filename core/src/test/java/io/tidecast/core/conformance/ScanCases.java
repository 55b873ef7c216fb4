package io.tidecast.core.conformance;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Cases of loops: in both directions, with and without each kind of input and output, and with awkward bodies. */
final class ScanCases {
    private static final double OF_LOOPS = 2e-5;

    private ScanCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        addRecurrences(cases, new Samples(51));
        addKinds(cases, new Samples(52));
        addAwkwardBodies(cases, new Samples(53));
        return cases;
    }

    private static void addRecurrences(List<OpCase> cases, Samples samples) {
        int[][] extents = {{3, 7, 1}, {5, 17, 4}, {1, 1, 1}, {7, 33, 2}};
        for (int[] extent : extents) {
            int units = extent[0];
            int length = extent[1];
            int batch = extent[2];
            for (boolean reverse : new boolean[] {false, true}) {
                Tensor[] inputs = {
                    samples.gaussian(units, batch),
                    samples.gaussian(units, length, batch),
                    samples.scaled(0.5, units, units)
                };
                String detail = (reverse ? "reverse" : "forward") + " recurrence";
                cases.add(OpCase.of(floating -> recurrence(floating, units, length, batch, reverse, false), inputs)
                        .named(detail)
                        .within(OF_LOOPS));
                cases.add(OpCase.of(floating -> recurrence(floating, units, length, batch, reverse, true), inputs)
                        .named(detail + " with history")
                        .within(OF_LOOPS)
                        .withGradientOf(3));
            }
        }
    }

    /** Returns the loop {@code h' = tanh(W·h + x)} that emits h' and its squares, along different axes. */
    private static Op recurrence(DType floating, int units, int length, int batch, boolean reverse, boolean history) {
        GraphBuilder step = new GraphBuilder("recurrence");
        TensorType state = new TensorType(floating, Shape.of(units, batch));
        Value h = step.input("h", state);
        Value x = step.input("x", state);
        Value w = step.input("w", state.withShape(Shape.of(units, units)));
        Value next = Ops.tanh(Ops.add(Ops.matmul(w, h), x));
        step.output("next", next);
        step.output("emitted", next);
        step.output("squares", Ops.square(next));
        return new Scan(step.build(), 1, List.of(1), List.of(1, 0), length, reverse, history);
    }

    private static void addKinds(List<OpCase> cases, Samples samples) {
        cases.add(OpCase.of(ScanCases::map, samples.gaussian(7, 3)).named("without carries"));
        cases.add(OpCase.of(ScanCases::fold, samples.gaussian(3), samples.gaussian(3, 7))
                .named("emitting nothing"));
        cases.add(OpCase.of(ScanCases::repeat, samples.gaussian(5), samples.positive(5))
                .named("without slices"));
        cases.add(OpCase.of(
                        floating -> counting(floating),
                        Samples.index(-2),
                        samples.gaussian(6, 3),
                        samples.integers(0, 5, 6))
                .named("with integers"));
    }

    private static Op map(DType floating) {
        GraphBuilder step = new GraphBuilder("map");
        Value x = step.input("x", new TensorType(floating, Shape.of(3)));
        step.output("y", Ops.multiply(Ops.exp(x), x));
        return new Scan(step.build(), 0, List.of(0), List.of(1), 7, false, false);
    }

    private static Op fold(DType floating) {
        GraphBuilder step = new GraphBuilder("fold");
        TensorType type = new TensorType(floating, Shape.of(3));
        Value sum = step.input("sum", type);
        Value x = step.input("x", type);
        step.output("next", Ops.add(Ops.multiply(sum, 0.5), Ops.square(x)));
        return new Scan(step.build(), 1, List.of(1), List.of(), 7, true, false);
    }

    private static Op repeat(DType floating) {
        GraphBuilder step = new GraphBuilder("repeat");
        TensorType type = new TensorType(floating, Shape.of(5));
        Value x = step.input("x", type);
        Value rate = step.input("rate", type);
        Value next = Ops.subtract(x, Ops.multiply(Ops.multiply(rate, x), 0.1));
        step.output("next", next);
        step.output("before", x);
        return new Scan(step.build(), 1, List.of(), List.of(0), 9, false, false);
    }

    private static Op counting(DType floating) {
        GraphBuilder step = new GraphBuilder("counting");
        Value count = step.input("count", TensorType.i32());
        Value x = step.input("x", new TensorType(floating, Shape.of(3)));
        Value code = step.input("code", TensorType.i32());
        Value picked = Layout.dynamicSlice(x, 0, 1, code);
        step.output("next", Ops.add(count, Ops.scalar(count, 1)));
        step.output("picked", Ops.multiply(picked, 2));
        step.output("count", Ops.add(count, code));
        return new Scan(step.build(), 1, List.of(0, 0), List.of(0, 0), 6, true, false);
    }

    private static void addAwkwardBodies(List<OpCase> cases, Samples samples) {
        cases.add(OpCase.of(
                        ScanCases::swap,
                        samples.gaussian(3),
                        samples.gaussian(3),
                        samples.gaussian(3),
                        samples.gaussian(5, 3))
                .named("handing carries round unchanged"));
        cases.add(OpCase.of(ScanCases::unchanged, samples.gaussian(3), samples.gaussian(4, 3), samples.gaussian(3))
                .named("emitting what it is given"));
        cases.add(OpCase.of(ScanCases::reshaping, samples.gaussian(2, 3), samples.gaussian(4, 6), samples.gaussian(6))
                .named("reshaping what it is given"));
        cases.add(OpCase.of(ScanCases::forgetting, samples.gaussian(3), samples.gaussian(4, 3), samples.gaussian(3))
                .named("using little of what it is given"));
        cases.add(
                OpCase.of(ScanCases::nested, samples.gaussian(3), samples.gaussian(4, 5, 3), samples.scaled(0.5, 3, 3))
                        .named("within a loop")
                        .within(OF_LOOPS));
    }

    private static Op swap(DType floating) {
        GraphBuilder step = new GraphBuilder("swap");
        TensorType type = new TensorType(floating, Shape.of(3));
        Value a = step.input("a", type);
        Value b = step.input("b", type);
        Value c = step.input("c", type);
        Value x = step.input("x", type);
        step.output("a", b);
        step.output("b", c);
        step.output("c", a);
        step.output("y", Ops.multiply(a, x));
        return new Scan(step.build(), 3, List.of(0), List.of(0), 5, false, false);
    }

    private static Op unchanged(DType floating) {
        GraphBuilder step = new GraphBuilder("unchanged");
        TensorType type = new TensorType(floating, Shape.of(3));
        Value carry = step.input("carry", type);
        Value x = step.input("x", type);
        Value constant = step.input("constant", type);
        Value next = Ops.add(Ops.multiply(carry, 0.5), Ops.multiply(x, constant));
        step.output("next", next);
        step.output("same", next);
        step.output("x", x);
        step.output("constant", constant);
        step.output("carry", carry);
        step.output("number", Ops.filled(step, type, 3));
        return new Scan(step.build(), 1, List.of(0), List.of(1, 0, 1, 0, 0), 4, true, false);
    }

    private static Op reshaping(DType floating) {
        GraphBuilder step = new GraphBuilder("reshaping");
        TensorType flat = new TensorType(floating, Shape.of(6));
        Value carry = step.input("carry", flat.withShape(Shape.of(2, 3)));
        Value x = step.input("x", flat);
        Value constant = step.input("constant", flat);
        Value matrix = Layout.reshape(constant, 3, 2);
        Value product = Ops.matmul(carry, matrix);
        Value pair = Layout.reshape(x, 2, 3);
        step.output("next", Ops.tanh(Ops.add(pair, Ops.matmul(product, pair))));
        step.output("turned", Layout.transpose(pair, 1, 0));
        step.output("flat", Layout.reshape(carry, 6));
        step.output("matrix", matrix);
        return new Scan(step.build(), 1, List.of(0), List.of(2, 0, 1), 4, false, false);
    }

    private static Op forgetting(DType floating) {
        GraphBuilder step = new GraphBuilder("forgetting");
        TensorType type = new TensorType(floating, Shape.of(3));
        step.input("carry", type);
        Value x = step.input("x", type);
        step.input("constant", type);
        step.output("next", Ops.filled(step, type, 2));
        step.output("y", Ops.square(x));
        return new Scan(step.build(), 1, List.of(0), List.of(0), 4, false, false);
    }

    private static Op nested(DType floating) {
        GraphBuilder step = new GraphBuilder("outer");
        TensorType type = new TensorType(floating, Shape.of(3));
        Value carry = step.input("carry", type);
        Value x = step.input("x", type.withShape(Shape.of(5, 3)));
        Value w = step.input("w", type.withShape(Shape.of(3, 3)));
        GraphBuilder inner = new GraphBuilder("inner");
        Value h = inner.input("h", type);
        Value u = inner.input("u", type);
        Value v = inner.input("v", w.type());
        Value product = Layout.reshape(Ops.matmul(v, Layout.reshape(h, 3, 1)), 3);
        Value next = Ops.tanh(Ops.add(product, Ops.multiply(u, 0.5)));
        inner.output("next", next);
        inner.output("emitted", next);
        Scan loop = new Scan(inner.build(), 1, List.of(0), List.of(0), 5, true, true);
        List<Value> results = step.applyAll(loop, List.of(carry, x, w));
        step.output("carry", results.get(0));
        step.output("sum", Ops.sum(results.get(1), 0));
        return new Scan(step.build(), 1, List.of(0), List.of(0), 4, false, false);
    }
}
