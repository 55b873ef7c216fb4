package io.tidecast.core.compile;

import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Graph;
import io.tidecast.core.graph.Leaf;
import io.tidecast.core.graph.Node;
import io.tidecast.core.graph.Reshape;
import io.tidecast.core.graph.Scan;
import io.tidecast.core.graph.Value;
import io.tidecast.core.graph.Variable;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a lowered graph into steps with memory: chooses kernels, lets results take the place of operands that are read
 * for the last time and of variables that they become, and plans the slab.
 */
final class StepPlanner {
    /** A value in memory. */
    private record Ref(Storage storage, TensorType type) {
        Location location() {
            return storage.location(type);
        }
    }

    /** A step whose memory is not yet placed; of {@code factory} and {@code body} exactly one is there. */
    private record Draft(
            String label,
            Optional<KernelFactory> factory,
            Optional<StepPlan> body,
            Optional<Scan> scan,
            List<Ref> inputs,
            List<Ref> outputs,
            Ref scratch) {
        boolean mayAlias(int input, int output) {
            return factory.isPresent() && factory.get().mayAlias(input, output);
        }

        boolean reads(Storage storage) {
            return inputs.stream().anyMatch(input -> input.storage() == storage);
        }
    }

    private final Graph graph;
    private final Kernels kernels;
    private final boolean sharing;
    private final int handedFrom;
    private final List<Storage> storages = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<Value, Ref> refs = new HashMap<>();
    private final Map<Variable, Storage> variables = new HashMap<>();
    private final List<Tensor> constants = new ArrayList<>();
    private final List<Storage> constantStorages = new ArrayList<>();

    private StepPlanner(Graph graph, Kernels kernels, boolean sharing, int handedFrom) {
        this.graph = graph;
        this.kernels = kernels;
        this.sharing = sharing;
        this.handedFrom = handedFrom;
    }

    /** Plans a whole program, all of whose inputs lie in its slab. */
    static StepPlan plan(Graph graph, Kernels kernels, boolean sharing) {
        return new StepPlanner(graph, kernels, sharing, graph.inputs().size()).plan();
    }

    private StepPlan plan() {
        List<Node> order = Schedule.of(graph);
        order.forEach(this::addLeaf);
        Map<Value, Ref> results = copyLeafResults();
        order.forEach(this::addDraft);
        graph.outputs().values().forEach(value -> results.computeIfAbsent(value, refs::get));
        graph.outputs()
                .values()
                .forEach(value -> Lookup.in(results, value).storage().usedAt(Storage.AFTER));
        Set<Storage> outputs = new HashSet<>();
        graph.outputs()
                .values()
                .forEach(value -> outputs.add(Lookup.in(results, value).storage()));
        for (Graph.Assignment assignment : graph.assignments()) {
            Ref value = results.computeIfAbsent(assignment.value(), refs::get);
            assign(assignment.variable(), value, outputs);
        }
        for (int time = 0; time < drafts.size(); time++) {
            for (Ref input : drafts.get(time).inputs()) {
                input.storage().usedAt(time);
            }
        }
        if (sharing) {
            reuseOperands();
        }
        long bytes = MemoryPlanner.place(storages, sharing);
        return finish(bytes, results);
    }

    private void addLeaf(Node node) {
        if (!(node.op() instanceof Leaf leaf)) {
            return;
        }
        Storage storage = Storage.pinned(leaf.type());
        switch (leaf) {
            case Leaf.Input input -> {
                int position = graph.inputs().indexOf(node.outputs().getFirst());
                storage.handed = position >= handedFrom ? position - handedFrom : -1;
            }
            case Leaf.Constant constant -> {
                constants.add(constant.value());
                constantStorages.add(storage);
            }
            case Leaf.ReadVariable read -> {
                storage.variable = Optional.of(read.variable());
                variables.put(read.variable(), storage);
            }
        }
        storages.add(storage);
        refs.put(node.outputs().getFirst(), new Ref(storage, leaf.type()));
    }

    /** A result that is a leaf is copied before anything runs: the leaf's memory may change, the result must not. */
    private Map<Value, Ref> copyLeafResults() {
        Map<Value, Ref> results = new HashMap<>();
        Set<Value> wanted = new HashSet<>(graph.outputs().values());
        graph.assignments().forEach(assignment -> wanted.add(assignment.value()));
        for (Value value :
                graph.nodes().stream().flatMap(node -> node.outputs().stream()).toList()) {
            Value origin = value;
            while (origin.node().op() instanceof Reshape) {
                origin = origin.node().inputs().getFirst();
            }
            if (wanted.contains(value) && origin.node().op() instanceof Leaf) {
                Ref source = new Ref(Lookup.in(refs, origin).storage(), value.type());
                results.put(value, addCopy(source, newStorage(value.type())));
            }
        }
        return results;
    }

    private Ref addCopy(Ref source, Storage target) {
        Ref copy = new Ref(target, source.type());
        drafts.add(new Draft(
                "copy " + source.type(),
                Optional.of(kernels.copy(source.type())),
                Optional.empty(),
                Optional.empty(),
                List.of(source),
                List.of(copy),
                scratch(0)));
        return copy;
    }

    private void addDraft(Node node) {
        if (node.op() instanceof Leaf) {
            return;
        }
        List<Ref> inputs = node.inputs().stream().map(refs::get).toList();
        if (node.op() instanceof Reshape) {
            Ref source = inputs.getFirst();
            refs.put(
                    node.outputs().getFirst(),
                    new Ref(source.storage(), node.types().getFirst()));
            return;
        }
        Optional<KernelFactory> factory = Optional.empty();
        Optional<StepPlan> body = Optional.empty();
        Optional<Scan> loop = Optional.empty();
        long scratchBytes;
        if (node.op() instanceof Scan scan) {
            int constantsFrom = scan.carries() + scan.slices();
            StepPlan bodyPlan = new StepPlanner(scan.body(), kernels, sharing, constantsFrom).plan();
            body = Optional.of(bodyPlan);
            loop = Optional.of(scan);
            scratchBytes = LoopStep.bytes(bodyPlan);
        } else {
            KernelFactory chosen = kernels.of(node);
            factory = Optional.of(chosen);
            scratchBytes = chosen.scratchBytes();
        }
        Ref scratch = scratch(scratchBytes);
        List<Ref> outputs = new ArrayList<>();
        for (Value output : node.outputs()) {
            Ref ref = new Ref(newStorage(output.type()), output.type());
            outputs.add(ref);
            refs.put(output, ref);
        }
        String label = node.op().name()
                + (node.origin().scope().isEmpty() ? "" : " in " + node.origin().scope());
        drafts.add(new Draft(label, factory, body, loop, inputs, outputs, scratch));
    }

    private Storage newStorage(TensorType type) {
        return added(Storage.ofValue(type, drafts.size()));
    }

    private Storage added(Storage storage) {
        storages.add(storage);
        return storage;
    }

    private Ref scratch(long bytes) {
        TensorType type = new TensorType(DType.F32, Shape.of(Math.toIntExact((bytes + 3) / 4)));
        return new Ref(added(Storage.ofScratch(type, drafts.size())), type);
    }

    /** Lets a value become a variable: computed in the variable's memory where that is safe, else copied at the end. */
    private void assign(Variable variable, Ref value, Set<Storage> outputs) {
        Storage storage = value.storage();
        if (!outputs.contains(storage) && storage.inSlab() && canReplace(variable, storage)) {
            storage.variable = Optional.of(variable);
        } else {
            Storage target = Storage.pinned(variable.type());
            target.variable = Optional.of(variable);
            addCopy(new Ref(storage, variable.type()), target);
        }
    }

    private boolean canReplace(Variable variable, Storage storage) {
        Storage before = variables.get(variable);
        if (before == null) {
            return true;
        }
        int producer = storage.born;
        Draft draft = drafts.get(producer);
        for (int time = producer + 1; time < drafts.size(); time++) {
            if (drafts.get(time).reads(before)) {
                return false;
            }
        }
        int output = indexOf(draft.outputs(), storage);
        for (int input = 0; input < draft.inputs().size(); input++) {
            if (draft.inputs().get(input).storage() == before && !draft.mayAlias(input, output)) {
                return false;
            }
        }
        return true;
    }

    private void reuseOperands() {
        for (int time = 0; time < drafts.size(); time++) {
            Draft draft = drafts.get(time);
            Set<Storage> taken = new HashSet<>();
            for (int output = 0; output < draft.outputs().size(); output++) {
                Storage result = draft.outputs().get(output).storage();
                for (int input = 0; input < draft.inputs().size() && result.inSlab() && result.isRoot(); input++) {
                    Storage operand = draft.inputs().get(input).storage();
                    if (canTakeOver(draft, operand, output, time) && taken.add(operand.root())) {
                        result.takeOver(operand);
                    }
                }
            }
        }
    }

    private static boolean canTakeOver(Draft draft, Storage operand, int output, int time) {
        Storage result = draft.outputs().get(output).storage();
        if (!operand.inSlab() || operand.root().dies != time || operand.type.bytes() != result.type.bytes()) {
            return false;
        }
        for (int input = 0; input < draft.inputs().size(); input++) {
            if (draft.inputs().get(input).storage().root() == operand.root() && !draft.mayAlias(input, output)) {
                return false;
            }
        }
        return operand.root().type.bytes() == result.type.bytes();
    }

    private static int indexOf(List<Ref> refs, Storage storage) {
        for (int i = 0; i < refs.size(); i++) {
            if (refs.get(i).storage() == storage) {
                return i;
            }
        }
        throw new IllegalStateException("the storage is not among the outputs");
    }

    private StepPlan finish(long bytes, Map<Value, Ref> results) {
        List<Step> steps = drafts.stream().map(this::finish).toList();
        List<StepPlan.PlacedConstant> placed = new ArrayList<>();
        for (int i = 0; i < constants.size(); i++) {
            Location location =
                    constantStorages.get(i).location(constants.get(i).type());
            placed.add(new StepPlan.PlacedConstant(constants.get(i), location));
        }
        List<Location> inputs = graph.inputs().stream()
                .map(input -> Lookup.in(refs, input).location())
                .toList();
        List<Location> outputs = graph.outputs().values().stream()
                .map(output -> Lookup.in(results, output).location())
                .toList();
        return new StepPlan(steps, bytes, inputs, outputs, placed);
    }

    private Step finish(Draft draft) {
        List<Location> inputs = draft.inputs().stream().map(Ref::location).toList();
        List<Location> outputs = draft.outputs().stream().map(Ref::location).toList();
        Location scratch = draft.scratch().location();
        if (draft.scan().isPresent() && draft.body().isPresent()) {
            return new LoopStep(
                    draft.label(), draft.scan().get(), draft.body().get(), kernels, inputs, outputs, scratch);
        }
        return new Step.Native(draft.label(), draft.factory().orElseThrow(), inputs, outputs, scratch);
    }
}
