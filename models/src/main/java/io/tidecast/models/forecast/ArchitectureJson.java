package io.tidecast.models.forecast;

import io.tidecast.core.composite.Activation;
import io.tidecast.models.file.Json;
import io.tidecast.models.file.JsonView;
import io.tidecast.models.layer.Context;
import io.tidecast.models.layer.RecurrentLayer.Cell;
import io.tidecast.models.layer.Upsampling;
import io.tidecast.models.net.Architecture;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.GatedWaveNet;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Recurrent;
import io.tidecast.models.net.WaveNet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Architectures as JSON, and back. */
public final class ArchitectureJson {
    private static final int WIDEST = 1 << 16;
    private static final int LONGEST_REACH = 1 << 20;
    private static final int DEEPEST = 1_024;
    private static final String CONTEXT = "context";
    private static final int LONGEST_KERNEL = 1_024;
    private static final String INITIAL_KERNEL = "initial_kernel";
    private static final String RESIDUAL_SCALE = "residual_scale";

    private ArchitectureJson() {}

    /**
     * Returns whether programs that read no more than a file's first version would take the architecture for another one:
     * what they do not know they pass over.
     */
    public static boolean isNewer(Architecture architecture) {
        return architecture instanceof GatedWaveNet model && (model.initialKernel() != 1 || model.residualScale() != 1);
    }

    /** Returns the document that describes an architecture. */
    public static Json of(Architecture architecture) {
        Json.ObjectBuilder object = Json.object().put("name", architecture.name());
        return switch (architecture) {
            case ConvGru model ->
                object.put("filters", model.filters())
                        .put("kernel", model.kernel())
                        .put("stride", model.stride())
                        .put("activation", model.activation().name().toLowerCase(Locale.ROOT))
                        .put("layers", model.layers())
                        .put("units", model.units())
                        .build();
            case WaveNet model ->
                object.put("filters", model.filters())
                        .put("kernel", model.kernel())
                        .put("dilations", wholes(model.dilations()))
                        .put("stacks", model.stacks())
                        .build();
            case GatedWaveNet model -> gated(object, model);
            case Recurrent model ->
                object.put("units", wholes(model.units()))
                        .put("every_step", model.everyStep())
                        .put("dense", model.dense())
                        .build();
            case Linear ignored -> object.build();
        };
    }

    /**
     * Returns the architecture that a document describes.
     *
     * @throws io.tidecast.core.error.InputException if a field is missing, of the wrong kind or out of range
     */
    public static Architecture read(JsonView view) {
        JsonView name = view.at("name");
        return switch (name.text()) {
            case "conv-gru" ->
                new ConvGru(
                        view.at("filters").whole(1, WIDEST),
                        view.at("kernel").whole(1, LONGEST_REACH),
                        view.at("stride").whole(1, LONGEST_REACH),
                        view.at("activation").choice(Activation.class),
                        view.at("layers").whole(1, DEEPEST),
                        view.at("units").whole(1, WIDEST));
            case "wavenet" ->
                new WaveNet(
                        view.at("filters").whole(1, WIDEST),
                        view.at("kernel").whole(1, LONGEST_REACH),
                        list(view.at("dilations"), LONGEST_REACH),
                        view.at("stacks").whole(1, DEEPEST));
            case "gated-wavenet" ->
                new GatedWaveNet(
                        view.at("residual").whole(1, WIDEST),
                        view.at("skip").whole(1, WIDEST),
                        view.at("kernel").whole(1, LONGEST_REACH),
                        list(view.at("dilations"), LONGEST_REACH),
                        view.at("stacks").whole(1, DEEPEST),
                        view.find(INITIAL_KERNEL)
                                .map(told -> told.whole(2, LONGEST_KERNEL))
                                .orElse(1),
                        view.find(RESIDUAL_SCALE).map(ArchitectureJson::scale).orElse(1.0),
                        view.find(CONTEXT).map(ArchitectureJson::context));
            case "linear" -> new Linear();
            case "simple-rnn" -> recurrent(Cell.SIMPLE_RNN, view);
            case "lstm" -> recurrent(Cell.LSTM, view);
            case "gru" -> recurrent(Cell.GRU, view);
            default -> throw name.expected("conv-gru, wavenet, gated-wavenet, linear, simple-rnn, lstm or gru");
        };
    }

    /** What is usual is left out, as it was before there was anything else. */
    private static Json gated(Json.ObjectBuilder object, GatedWaveNet model) {
        object.put("residual", model.residual())
                .put("skip", model.skip())
                .put("kernel", model.kernel())
                .put("dilations", wholes(model.dilations()))
                .put("stacks", model.stacks());
        if (model.initialKernel() != 1) {
            object.put(INITIAL_KERNEL, model.initialKernel());
        }
        if (model.residualScale() != 1) {
            object.put(RESIDUAL_SCALE, model.residualScale());
        }
        model.context().ifPresent(context -> object.put(CONTEXT, context(context)));
        return object.build();
    }

    private static Json context(Context context) {
        return Json.object()
                .put("pool", context.pool())
                .put("channels", context.channels())
                .put("dilations", wholes(context.dilations()))
                .put("upsampling", context.upsampling().label())
                .build();
    }

    private static Context context(JsonView view) {
        return new Context(
                view.at("pool").whole(2, LONGEST_REACH),
                view.at("channels").whole(1, WIDEST),
                list(view.at("dilations"), LONGEST_REACH),
                view.at("upsampling").choice(Upsampling.class));
    }

    private static double scale(JsonView view) {
        double scale = view.number();
        if (!(scale > 0 && scale < 1)) {
            throw view.expected("a number between 0 and 1");
        }
        return scale;
    }

    private static Recurrent recurrent(Cell cell, JsonView view) {
        boolean dense = view.at("dense").flag();
        JsonView units = view.at("units");
        boolean isOutputAlone = !dense && units.items().isEmpty();
        return new Recurrent(
                cell,
                isOutputAlone ? List.of() : list(units, WIDEST),
                view.at("every_step").flag(),
                dense);
    }

    private static List<Integer> list(JsonView view, int most) {
        if (view.items().isEmpty() || view.items().size() > DEEPEST) {
            throw view.expected("an array of 1 to " + DEEPEST + " whole numbers");
        }
        return IntStream.of(view.wholes(1, most)).boxed().toList();
    }

    private static Json wholes(List<Integer> values) {
        return Json.wholes(values.stream().mapToInt(Integer::intValue).toArray());
    }
}
