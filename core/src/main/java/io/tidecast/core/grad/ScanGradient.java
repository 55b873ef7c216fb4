package io.tidecast.core.grad;

import io.tidecast.core.error.GraphException;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inliner;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a loop: a loop in the other direction, whose step computes the forward step again from the carries
 * that entered it, pulls the gradient back through it, and adds up what reaches the constants.
 */
final class ScanGradient {
    private final Scan scan;
    private final GraphBuilder builder;
    private final List<Value> inputs;
    private final List<Value> histories;
    private final List<@Nullable Value> outputGradients;

    private final GraphBuilder inner = new GraphBuilder("step gradient");
    private final List<Value> firstCarries = new ArrayList<>();
    private final List<Value> sliced = new ArrayList<>();
    private final List<Integer> sliceAxes = new ArrayList<>();

    private ScanGradient(Scan scan, Node node, List<@Nullable Value> outputGradients) {
        this.scan = scan;
        this.builder = node.builder();
        this.inputs = node.inputs();
        this.outputGradients = outputGradients;
        int kept = scan.carries() + scan.emitted();
        if (outputGradients.stream().skip(kept).anyMatch(gradient -> gradient != null)) {
            throw new GraphException(
                    "Scan: the carries kept for a gradient have no gradient of their own; " + node.origin());
        }
        this.histories = scan.history()
                ? node.outputs().subList(kept, kept + scan.carries())
                : withHistory(scan, node).subList(kept, kept + scan.carries());
    }

    /** Returns the gradient by each input of the loop, null where there is none. */
    static List<@Nullable Value> of(Scan scan, Node node, List<@Nullable Value> outputGradients) {
        return new ScanGradient(scan, node, outputGradients).add();
    }

    private static List<Value> withHistory(Scan scan, Node node) {
        Scan keeping = new Scan(
                scan.body(), scan.carries(), scan.sliceAxes(), scan.stackAxes(), scan.length(), scan.reverse(), true);
        return node.builder().applyAll(keeping, node.inputs());
    }

    private List<@Nullable Value> add() {
        int carries = scan.carries();
        int slices = scan.slices();
        List<Value> constants = inputs.subList(carries + slices, inputs.size());

        List<@Nullable Value> carryGradients = new ArrayList<>();
        for (int i = 0; i < carries; i++) {
            carryGradients.add(accumulator("carry gradient " + i, inputs.get(i), outputGradients.get(i)));
        }
        List<@Nullable Value> sums = new ArrayList<>();
        for (Value constant : constants) {
            sums.add(accumulator("constant gradient " + sums.size(), constant, null));
        }

        List<Value> stepArguments = new ArrayList<>();
        for (int i = 0; i < carries; i++) {
            stepArguments.add(slice("carry " + i, histories.get(i), 0));
        }
        for (int i = 0; i < slices; i++) {
            stepArguments.add(slice(
                    "slice " + i, inputs.get(carries + i), scan.sliceAxes().get(i)));
        }
        List<@Nullable Value> stepGradients = new ArrayList<>(carryGradients);
        for (int i = 0; i < scan.emitted(); i++) {
            Value gradient = outputGradients.get(carries + i);
            stepGradients.add(
                    gradient == null
                            ? null
                            : slice(
                                    "emitted gradient " + i,
                                    gradient,
                                    scan.stackAxes().get(i)));
        }
        for (Value constant : constants) {
            stepArguments.add(inner.input("constant " + stepArguments.size(), constant.type()));
        }

        List<Value> stepOutputs = Inliner.inline(scan.body(), inner, stepArguments);
        List<@Nullable Value> pulled = Differentiator.pullBack(stepOutputs, stepGradients, stepArguments);
        return run(constants, carryGradients, sums, pulled, stepArguments);
    }

    private List<@Nullable Value> run(
            List<Value> constants,
            List<@Nullable Value> carryGradients,
            List<@Nullable Value> sums,
            List<@Nullable Value> pulled,
            List<Value> stepArguments) {
        int carries = scan.carries();
        int slices = scan.slices();
        for (int i = 0; i < carries; i++) {
            if (carryGradients.get(i) != null) {
                Value next = pulled.get(i);
                inner.output("carry gradient " + i, next != null ? next : Ops.zeros(stepArguments.get(i)));
            }
        }
        for (int i = 0; i < constants.size(); i++) {
            Value sum = sums.get(i);
            if (sum != null) {
                Value more = pulled.get(carries + slices + i);
                inner.output("constant gradient " + i, more != null ? Ops.add(sum, more) : sum);
            }
        }
        List<Integer> stackAxes = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            Value gradient = pulled.get(carries + i);
            if (gradient != null) {
                inner.output("slice gradient " + i, gradient);
                stackAxes.add(scan.sliceAxes().get(i));
            }
        }
        List<Value> operands = new ArrayList<>(firstCarries);
        operands.addAll(sliced);
        operands.addAll(constants);
        Graph body = inner.build();
        Scan reverse = new Scan(body, firstCarries.size(), sliceAxes, stackAxes, scan.length(), !scan.reverse(), true);
        List<Value> results = builder.applyAll(reverse, operands);

        List<@Nullable Value> gradients = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < carries; i++) {
            gradients.add(carryGradients.get(i) == null ? null : results.get(last++));
        }
        int stacked = firstCarries.size();
        for (int i = 0; i < slices; i++) {
            gradients.add(pulled.get(carries + i) == null ? null : results.get(stacked++));
        }
        for (int i = 0; i < constants.size(); i++) {
            gradients.add(sums.get(i) == null ? null : results.get(last++));
        }
        return gradients;
    }

    private @Nullable Value accumulator(String label, Value like, @Nullable Value first) {
        if (!like.dtype().isFloating()) {
            return null;
        }
        firstCarries.add(first != null ? first : Ops.zeros(like));
        return inner.input(label, like.type());
    }

    private Value slice(String label, Value whole, int axis) {
        sliced.add(whole);
        sliceAxes.add(axis);
        TensorType type = whole.type();
        return inner.input(label, type.withShape(type.shape().without(axis)));
    }
}
