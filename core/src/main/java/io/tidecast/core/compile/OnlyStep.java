package io.tidecast.core.compile;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Inliner;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import java.util.ArrayList;
import java.util.List;

/** The body of a loop of one step, put in the loop's place. */
final class OnlyStep {
    private OnlyStep() {}

    static boolean of(Scan scan) {
        return scan.length() == 1;
    }

    /** Adds the body; returns what the loop would give. */
    static List<Value> inline(Scan scan, List<Value> inputs, GraphBuilder target) {
        List<Value> arguments = new ArrayList<>(inputs);
        for (int slice = 0; slice < scan.slices(); slice++) {
            int position = scan.carries() + slice;
            arguments.set(
                    position, Layout.at(inputs.get(position), scan.sliceAxes().get(slice), 0));
        }
        List<Value> given = Inliner.inline(scan.body(), target, arguments);
        List<Value> results = new ArrayList<>(given.subList(0, scan.carries()));
        for (int emitted = 0; emitted < scan.emitted(); emitted++) {
            results.add(stacked(
                    given.get(scan.carries() + emitted), scan.stackAxes().get(emitted)));
        }
        for (int carry = 0; carry < scan.carries() && scan.history(); carry++) {
            results.add(stacked(inputs.get(carry), 0));
        }
        return results;
    }

    private static Value stacked(Value step, int axis) {
        return Layout.reshape(step, step.shape().inserting(axis, 1));
    }
}
