package io.tidecast.core.conformance;

import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Adds a loop whose body is a random function of up to two carries, up to two slices and some constants. */
final class RandomLoop {
    private static final int BODY_OPERATIONS = 6;
    private static final int REPEATED_STEPS = 3;

    private RandomLoop() {}

    /** Returns the loop's outputs without the carries kept for a gradient, which have none themselves. */
    static List<Value> add(RandomFunction outer, Random random) {
        List<Value> carries = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            carries.add(outer.any());
        }
        List<Value> slices = new ArrayList<>();
        List<Integer> sliceAxes = new ArrayList<>();
        int length = addSlices(outer, random, slices, sliceAxes);
        List<Value> constants = List.of(
                outer.pick(value -> value.type().equals(TensorType.i32())).orElseThrow(),
                outer.pick(value -> value.type().equals(TensorType.i32(2))).orElseThrow(),
                outer.real());

        GraphBuilder step = new GraphBuilder("step" + outer.builder().size());
        List<Value> given = new ArrayList<>();
        carries.forEach(carry -> given.add(step.input("carry" + given.size(), carry.type())));
        for (int i = 0; i < slices.size(); i++) {
            TensorType type = slices.get(i).type();
            TensorType cut = type.withShape(type.shape().without(sliceAxes.get(i)));
            given.add(step.input("slice" + given.size(), cut));
        }
        constants.forEach(constant -> given.add(step.input("constant" + given.size(), constant.type())));
        List<Value> made = new RandomFunction(step, outer.floating(), random, given, false).add(BODY_OPERATIONS);
        for (Value carry : carries) {
            List<Value> next = made.stream()
                    .filter(value -> value.type().equals(carry.type()))
                    .toList();
            step.output("carry" + step.build().outputs().size(), next.get(random.nextInt(next.size())));
        }
        List<Integer> stackAxes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Value emitted = made.get(random.nextInt(made.size()));
            stackAxes.add(random.nextInt(emitted.shape().rank() + 1));
            step.output("emitted" + i, emitted);
        }
        Scan scan = new Scan(
                step.build(), carries.size(), sliceAxes, stackAxes, length, random.nextBoolean(), random.nextBoolean());
        List<Value> operands = new ArrayList<>(carries);
        operands.addAll(slices);
        operands.addAll(constants);
        return outer.builder().applyAll(scan, operands).subList(0, carries.size() + stackAxes.size());
    }

    private static int addSlices(RandomFunction outer, Random random, List<Value> slices, List<Integer> sliceAxes) {
        Optional<Value> first = outer.pick(value -> value.shape().rank() > 0);
        if (first.isEmpty() || random.nextInt(4) == 0) {
            return REPEATED_STEPS;
        }
        Value sliced = first.get();
        int axis = random.nextInt(sliced.shape().rank());
        slices.add(sliced);
        sliceAxes.add(axis);
        int length = sliced.dim(axis);
        outer.pick(value -> value.shape().rank() > 0 && value.dim(0) == length).ifPresent(second -> {
            slices.add(second);
            sliceAxes.add(0);
        });
        return length;
    }
}
