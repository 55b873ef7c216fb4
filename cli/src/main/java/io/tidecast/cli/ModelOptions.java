package io.tidecast.cli;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.error.InputException;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.layer.Upsampling;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model is made of; what is not given is as in the book. */
final class ModelOptions {
    private static final int MOST = 4_096;
    private static final int LONGEST = 65_536;
    private static final String CONTEXT_POOL = "--context-pool";
    private static final int LONGEST_INITIAL = 1_024;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "Which wavenet: book (plain convolutions; the usual one for series); with gates: paper (3 stacks"
                            + " of dilations 1 to 512, 64 residual and 128 skip channels), small (2 of 1 to 256, 32 and 128; the"
                            + " usual one for sound), forecast (2 of 1 to 16, 32 and 32).")
    private @Nullable Preset preset;

    @Option(names = "--residual", paramLabel = "N", description = "Residual channels: wavenet with gates.")
    private @Nullable Integer residual;

    @Option(names = "--skip", paramLabel = "N", description = "Skip channels: wavenet with gates.")
    private @Nullable Integer skip;

    @Option(
            names = "--initial-kernel",
            paramLabel = "N",
            description = "Size of the kernel of the causal convolution before the gated ones: wavenet with gates (1).")
    private @Nullable Integer initialKernel;

    @Option(
            names = "--residual-scale",
            paramLabel = "S",
            description =
                    "What each gated layer's sum of residual and input is multiplied by, such as 0.7071: wavenet with"
                            + " gates (1).")
    private @Nullable Double residualScale;

    @Option(
            names = "--context-pool",
            paramLabel = "N",
            description = "Steps that a context stack averages to one of its own: wavenet with gates (no such stack).")
    private @Nullable Integer contextPool;

    @Option(names = "--context-channels", paramLabel = "N", description = "Channels of the context stack (16).")
    private @Nullable Integer contextChannels;

    @Option(
            names = "--context-dilations",
            paramLabel = "N",
            split = ",",
            description = "Dilations of the context stack, in steps of its own (1,2,4,8).")
    private @Nullable List<Integer> contextDilations;

    @Option(
            names = "--context-upsampling",
            paramLabel = "NAME",
            description = "How it is brought to the full rate: repeated, or learned, by a transposed convolution"
                    + " (repeated).")
    private @Nullable Upsampling contextUpsampling;

    @Option(
            names = "--filters",
            paramLabel = "N",
            description = "Filters of each convolution: conv-gru, wavenet (20; of sound and notes 64).")
    private @Nullable Integer filters;

    @Option(names = "--kernel", paramLabel = "N", description = "Size of its kernel: conv-gru (4), wavenet (2).")
    private @Nullable Integer kernel;

    @Option(names = "--stride", paramLabel = "N", description = "Its stride: conv-gru (2; of sound and notes 1).")
    private @Nullable Integer stride;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Its activation: conv-gru (none); none, relu, tanh or sigmoid.")
    private @Nullable Activation activation;

    @Option(
            names = "--layers",
            paramLabel = "N",
            description = "Recurrent layers: conv-gru, simple-rnn, lstm, gru (2).")
    private @Nullable Integer layers;

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "Units of each of them: conv-gru (20; of sound and notes 128), simple-rnn, lstm, gru (20).")
    private @Nullable Integer units;

    @Option(
            names = "--dilations",
            paramLabel = "N",
            split = ",",
            description = "Dilations of one stack: wavenet (1,2,4,8).")
    private @Nullable List<Integer> dilations;

    @Option(names = "--stacks", paramLabel = "N", description = "How often they are repeated: wavenet (2).")
    private @Nullable Integer stacks;

    /**
     * Returns the architecture of a model with these options.
     *
     * @throws InputException if an option is out of range or not one of the model's
     */
    Architecture architecture(ModelName model) {
        return switch (model) {
            case CONV_GRU -> convGru(ConvGru.BOOK);
            case WAVENET -> preset == null || preset == Preset.BOOK ? plain(model) : gated(preset);
            case LINEAR -> {
                requireOnly(model, Set.of());
                yield new Linear();
            }
            case SIMPLE_RNN -> recurrent(model, Cell.SIMPLE_RNN);
            case LSTM -> recurrent(model, Cell.LSTM);
            case GRU -> recurrent(model, Cell.GRU);
        };
    }

    /** Returns whether a WaveNet is chosen by the name of its configuration. */
    boolean hasPreset() {
        return preset != null;
    }

    private ConvGru convGru(ConvGru usual) {
        requireOnly(
                ModelName.CONV_GRU, Set.of("--filters", "--kernel", "--stride", "--activation", "--layers", "--units"));
        return new ConvGru(
                chosen("--filters", filters, usual.filters(), MOST),
                chosen("--kernel", kernel, usual.kernel(), LONGEST),
                chosen("--stride", stride, usual.stride(), LONGEST),
                Optional.ofNullable(activation).orElse(usual.activation()),
                chosen("--layers", layers, usual.layers(), MOST),
                chosen("--units", units, usual.units(), MOST));
    }

    private WaveNet plain(ModelName model) {
        requireOnly(model, Set.of("--preset", "--filters", "--kernel", "--dilations", "--stacks"));
        WaveNet book = WaveNet.BOOK;
        List<Integer> chosen = Optional.ofNullable(dilations).orElse(book.dilations());
        chosen.forEach(dilation -> chosen("--dilations", dilation, 1, LONGEST));
        return new WaveNet(
                chosen("--filters", filters, book.filters(), MOST),
                chosen("--kernel", kernel, book.kernel(), LONGEST),
                chosen,
                chosen("--stacks", stacks, book.stacks(), MOST));
    }

    /**
     * Returns what tells codes.
     *
     * @param option what asks for that
     * @param usual the WaveNet where none is chosen
     * @throws InputException if the model cannot, or an option is out of range or not one of the model's
     */
    CodesArchitecture ofCodes(ModelName model, String option, Preset usual) {
        return switch (model) {
            case CONV_GRU -> convGru(ConvGru.OF_CODES);
            case WAVENET -> gated(preset == null ? usual : preset);
            case LINEAR, SIMPLE_RNN, LSTM, GRU ->
                throw new InputException(option + " is for conv-gru and wavenet, found " + model);
        };
    }

    private GatedWaveNet gated(Preset chosen) {
        requireOnly(
                ModelName.WAVENET,
                Set.of(
                        "--preset",
                        "--residual",
                        "--skip",
                        "--initial-kernel",
                        "--residual-scale",
                        "--kernel",
                        "--dilations",
                        "--stacks",
                        CONTEXT_POOL,
                        "--context-channels",
                        "--context-dilations",
                        "--context-upsampling"));
        GatedWaveNet usual = chosen.gated()
                .orElseThrow(() ->
                        new InputException("--preset: " + chosen + " has no gates; for sound choose paper or small"));
        List<Integer> every = Optional.ofNullable(dilations).orElse(usual.dilations());
        every.forEach(dilation -> chosen("--dilations", dilation, 1, LONGEST));
        return new GatedWaveNet(
                chosen("--residual", residual, usual.residual(), MOST),
                chosen("--skip", skip, usual.skip(), MOST),
                chosen("--kernel", kernel, usual.kernel(), LONGEST),
                every,
                chosen("--stacks", stacks, usual.stacks(), MOST),
                chosen("--initial-kernel", initialKernel, usual.initialKernel(), LONGEST_INITIAL),
                Optional.ofNullable(residualScale).orElse(usual.residualScale()),
                context());
    }

    private Optional<Context> context() {
        if (contextPool == null) {
            if (contextChannels != null || contextDilations != null || contextUpsampling != null) {
                throw new InputException(CONTEXT_POOL + " is missing: say how many steps the context stack averages");
            }
            return Optional.empty();
        }
        List<Integer> every = Optional.ofNullable(contextDilations).orElse(List.of(1, 2, 4, 8));
        every.forEach(dilation -> chosen("--context-dilations", dilation, 1, LONGEST));
        return Optional.of(new Context(
                Ranges.whole(CONTEXT_POOL, contextPool, 2, LONGEST),
                chosen("--context-channels", contextChannels, 16, MOST),
                every,
                Optional.ofNullable(contextUpsampling).orElse(Upsampling.REPEATED)));
    }

    private Recurrent recurrent(ModelName model, Cell cell) {
        requireOnly(model, Set.of("--layers", "--units"));
        Recurrent book = Recurrent.book(cell);
        int stacked = chosen("--layers", layers, book.units().size(), MOST);
        int wide = chosen("--units", units, book.units().getFirst(), MOST);
        return new Recurrent(cell, Collections.nCopies(stacked, wide), true, true);
    }

    private void requireOnly(ModelName model, Set<String> allowed) {
        given().forEach((option, value) -> {
            if (value != null && !allowed.contains(option)) {
                throw new InputException(option + " is no option of " + model + "; "
                        + (allowed.isEmpty()
                                ? "it has none"
                                : "it has "
                                        + String.join(
                                                ", ", allowed.stream().sorted().toList())));
            }
        });
    }

    private Map<String, @Nullable Object> given() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("--preset", preset);
        given.put("--residual", residual);
        given.put("--skip", skip);
        given.put("--initial-kernel", initialKernel);
        given.put("--residual-scale", residualScale);
        given.put(CONTEXT_POOL, contextPool);
        given.put("--context-channels", contextChannels);
        given.put("--context-dilations", contextDilations);
        given.put("--context-upsampling", contextUpsampling);
        given.put("--filters", filters);
        given.put("--kernel", kernel);
        given.put("--stride", stride);
        given.put("--activation", activation);
        given.put("--layers", layers);
        given.put("--units", units);
        given.put("--dilations", dilations);
        given.put("--stacks", stacks);
        return given;
    }

    private static int chosen(String option, @Nullable Integer given, int otherwise, int most) {
        return given == null ? otherwise : Ranges.whole(option, given, 1, most);
    }
}
