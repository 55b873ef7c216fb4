package io.tidecast.models.layer;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedConv1dStack;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.error.InputException;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The body of WaveNet: gated dilated causal convolutions, each leading to the next by a residual connection, and the sum
 * of all their skip connections through ReLU; see {@link GatedConv1dStack}.
 *
 * <p>A residual scale s makes of a layer's x' the next one's s·x'. A stack that only adds then leads y = x / sˡ to layer l,
 * counted from 0: the kernel under its gates is multiplied by sˡ, and what it adds is divided by sˡ.
 *
 * @param channels how many channels come in and lead from layer to layer
 * @param skips how many come out
 * @param taps the size of each kernel
 * @param dilations of the layers in turn, at least one
 * @param conditions what is told of a sequence, added inside both gates of every layer
 * @param residualScale what a layer's input and what it adds to it are multiplied by before the next one, above 0 and at
 *     most 1; √½ keeps the variance of two that are alike
 * @param context the stack at a lower rate that tells the layers what is further back, if there is one
 */
public record GatedStack(
        String name,
        int channels,
        int skips,
        int taps,
        List<Integer> dilations,
        Conditions conditions,
        double residualScale,
        Optional<Context> context)
        implements ConditionedLayer {
    private static final Activation OF_SKIPS = Activation.RELU;

    /** What single precision, which goes down to 1e-38, can still be divided by. */
    private static final double LEAST_SCALE = 1e-20;

    /**
     * Copies the list.
     *
     * @throws InputException if the residual scale is out of range, or of so many layers too small to compute with
     */
    public GatedStack {
        dilations = List.copyOf(dilations);
        if (!(residualScale > 0 && residualScale <= 1)) {
            throw new InputException("residual scale: found " + residualScale + ", expected above 0 and at most 1");
        }
        if (Math.pow(residualScale, dilations.size() - 1) < LEAST_SCALE) {
            throw new InputException("residual scale: " + residualScale + " of " + dilations.size()
                    + " layers leaves less than " + LEAST_SCALE
                    + " of what comes in; choose a scale nearer to 1 or fewer layers");
        }
    }

    /** Makes one that is told nothing. */
    static GatedStack untold(String name, int channels, int skips, int taps, List<Integer> dilations) {
        return new GatedStack(name, channels, skips, taps, dilations, Conditions.NONE, 1, Optional.empty());
    }

    @Override
    public String description() {
        return dilations.size() + " gated convolutions of " + channels + " channels, kernel " + taps + ", dilation "
                + dilations.getFirst() + " to " + dilations.getLast() + "; " + skips + " skips"
                + (residualScale == 1 ? "" : String.format(Locale.ROOT, "; scaled by %.4g", residualScale))
                + (conditions.areNone() ? "" : "; told " + conditions.words())
                + contextStack().map(stack -> "; " + stack.description()).orElse("");
    }

    private String scope(int layer) {
        return name + "/layer" + (layer + 1);
    }

    private List<Parameter> parametersOf(int layer) {
        String scope = scope(layer);
        List<Parameter> parameters = new ArrayList<>();
        Initializer ofGates = new Initializer.GlorotUniform(taps * channels, taps * 2 * channels);
        parameters.add(Parameter.of(scope, "kernel", ofGates, taps, channels, 2 * channels));
        parameters.add(Parameter.of(scope, "bias", new Initializer.Zeros(), 2 * channels));
        if (!isLast(layer)) {
            Initializer ofResidual = new Initializer.GlorotUniform(channels, channels);
            parameters.add(Parameter.of(scope, "residual_kernel", ofResidual, channels, channels));
            parameters.add(Parameter.of(scope, "residual_bias", new Initializer.Zeros(), channels));
        }
        return parameters;
    }

    private GateConditions gateConditions(int layer) {
        int along = conditions.local().map(Conditions.Local::channels).orElse(0)
                + context.map(Context::channels).orElse(0);
        return new GateConditions(scope(layer), 2 * channels, conditions, along);
    }

    private Optional<Upsampler> upsampler() {
        return conditions
                .local()
                .map(local -> new Upsampler(name + "/upsampling", local.channels(), local.every(), local.upsampling()));
    }

    private Optional<ContextStack> contextStack() {
        return context.map(some -> new ContextStack(name + "/context", channels, taps, some));
    }

    /** Nothing reads what the last layer would hand on. */
    private boolean isLast(int layer) {
        return layer == dilations.size() - 1;
    }

    private List<Parameter> skipParameters() {
        int joined = dilations.size() * channels;
        return List.of(
                Parameter.of(name, "skip_kernel", new Initializer.GlorotUniform(joined, skips), joined, skips),
                Parameter.of(name, "skip_bias", new Initializer.Zeros(), skips));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (int layer = 0; layer < dilations.size(); layer++) {
            parameters.addAll(parametersOf(layer));
            parameters.addAll(gateConditions(layer).parameters());
        }
        parameters.addAll(skipParameters());
        upsampler().ifPresent(upsampler -> parameters.addAll(upsampler.parameters()));
        contextStack().ifPresent(stack -> parameters.addAll(stack.parameters()));
        return parameters;
    }

    @Override
    public int outputChannels() {
        return skips;
    }

    @Override
    public TimeMap timeMap(TimeMap input) {
        TimeMap map = input;
        for (int dilation : dilations) {
            map = map.after(new Conv1d(1, dilation, Padding.CAUSAL, Activation.NONE), taps);
        }
        int before = 0;
        if (conditions.local().isPresent()) {
            Upsampler upsampler = upsampler().orElseThrow();
            before = upsampler.slowStepsBefore() * upsampler.every();
            map = map.inGroupsOf(upsampler.every());
        }
        if (context.isPresent()) {
            before = Math.max(before, contextStack().orElseThrow().reach() - 1);
            map = map.inGroupsOf(context.get().pool());
        }
        // it is told behind the first layer's taps
        return map.seeingFurther(Math.max(0, before - (taps - 1) * dilations.getFirst()));
    }

    @Override
    public boolean isSmooth() {
        return OF_SKIPS.isSmooth();
    }

    @Override
    public Value apply(Value x, Told told) {
        told.require(name, conditions);
        return told.dropout().map(dropout -> oneByOne(x, told, dropout)).orElseGet(() -> together(x, told));
    }

    /** Adds the layers one by one: what leads past a gated convolution is not dropped. */
    private Value oneByOne(Value x, Told told, Dropout dropout) {
        GraphBuilder builder = x.builder();
        Optional<Value> along = along(x, told);
        List<Value> joined = new ArrayList<>(read(builder, skipParameters()));
        Value led = x;
        for (int layer = 0; layer < dilations.size(); layer++) {
            List<Value> own = operandsOf(builder, layer, told, along);
            GatedConv1d gated = new GatedConv1d(dilations.get(layer), false, true);
            Value z = builder.applyAll(gated, List.of(dropout.each(led), own.get(0), own.get(1)))
                    .getFirst();
            joined.add(z);
            if (!isLast(layer)) {
                Value kernel = Layout.reshape(own.get(2), 1, channels, channels);
                Value sum = Ops.add(led, builder.apply(Conv1d.PER_STEP, z, kernel, own.get(3)));
                led = residualScale == 1 ? sum : Ops.multiply(sum, residualScale);
            }
        }
        return builder.apply(new JoinedDense(OF_SKIPS), joined.toArray(Value[]::new));
    }

    /** Adds the layers as one operation. */
    private Value together(Value x, Told told) {
        GraphBuilder builder = x.builder();
        Optional<Value> along = along(x, told);
        List<Value> operands = new ArrayList<>(List.of(x));
        operands.addAll(read(builder, skipParameters()));
        for (int layer = 0; layer < dilations.size(); layer++) {
            operands.addAll(ofSums(layer, operandsOf(builder, layer, told, along)));
        }
        return builder.applyAll(new GatedConv1dStack(dilations, OF_SKIPS, true), operands)
                .getFirst();
    }

    /** Returns a layer's parameters as its operands, with what is told in the bias under its gates. */
    private List<Value> operandsOf(GraphBuilder builder, int layer, Told told, Optional<Value> along) {
        List<Value> operands = read(builder, parametersOf(layer));
        operands.set(1, gateConditions(layer).bias(operands.get(1), told, along));
        return operands;
    }

    /** Returns a layer's operands in a stack that only adds, for its operands in one that scales. */
    private List<Value> ofSums(int layer, List<Value> operands) {
        double scale = Math.pow(residualScale, layer);
        if (scale == 1) {
            return operands;
        }
        List<Value> scaled = new ArrayList<>(operands);
        scaled.set(0, Ops.multiply(operands.getFirst(), scale));
        for (int i = 2; i < operands.size(); i++) {
            scaled.set(i, Ops.multiply(operands.get(i), 1 / scale));
        }
        return scaled;
    }

    /** Remembers, for each layer, the steps that its kernel's taps meet. */
    @Override
    public Value step(Value x, Told told, StepMemory memory) {
        told.require(name, conditions);
        GraphBuilder builder = x.builder();
        Optional<Value> along = alongStep(x, told, memory);
        List<Value> joined = new ArrayList<>(read(builder, skipParameters()));
        Value led = turned(x);
        for (int layer = 0; layer < dilations.size(); layer++) {
            List<Value> operands = new ArrayList<>();
            operands.add(led);
            List<Value> ofLayer = read(builder, parametersOf(layer));
            ofLayer.set(1, gateConditions(layer).stepBias(ofLayer.get(1), told, along));
            operands.addAll(ofLayer);
            if (taps > 1) {
                operands.add(memory.past(scope(layer), led, taps, dilations.get(layer)));
            }
            List<Value> results = builder.applyAll(new GatedStep(!isLast(layer)), operands);
            joined.add(results.getFirst());
            led = residualScale == 1 || isLast(layer)
                    ? results.getLast()
                    : Ops.multiply(results.getLast(), residualScale);
        }
        return turned(builder.apply(new JoinedRows(OF_SKIPS), joined.toArray(Value[]::new)));
    }

    /** Returns a step with its first axis for its last: the channels of each voice beside each other, or the voices of each channel. */
    private static Value turned(Value step) {
        return Layout.transpose(step, 2, 1, 0);
    }

    /** Returns what is told along the sequence, from without and by the context, at each of its steps. */
    private Optional<Value> along(Value x, Told told) {
        List<Value> all = new ArrayList<>();
        upsampler().ifPresent(upsampler -> all.add(upsampler.apply(told.local().orElseThrow(), x.dim(1))));
        contextStack().ifPresent(stack -> all.add(stack.apply(x)));
        return joined(all);
    }

    private Optional<Value> alongStep(Value x, Told told, StepMemory memory) {
        List<Value> all = new ArrayList<>();
        upsampler().ifPresent(upsampler -> all.add(upsampler.step(told.local().orElseThrow(), memory)));
        contextStack().ifPresent(stack -> all.add(stack.step(x, memory)));
        return joined(all);
    }

    private static Optional<Value> joined(List<Value> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(Layout.concat(0, all.toArray(Value[]::new)));
    }

    private static List<Value> read(GraphBuilder builder, List<Parameter> parameters) {
        return new ArrayList<>(parameters.stream()
                .map(parameter -> builder.read(parameter.variable()))
                .toList());
    }
}
