package io.tidecast.backend.cpu.kernel;

import java.util.List;

/**
 * Gated layers one after the other and the dense layer over all of their outputs, chunk by chunk: all layers work on one
 * chunk before the first goes on to the next, so that each finds what the one before wrote in the cache. Between the
 * layers sequences lie in panels, and in panels is left what the gradient reads.
 */
public final class StackForward {
    private final GatedForward[] layers;
    private final JoinedForward joined;
    private final PanelReading reading;
    private final Chunks chunks;

    /**
     * What a stack reads.
     *
     * @param x {@code [channels, times, batch]}
     * @param kernel the joined layer's, {@code [joined channels, units]}
     * @param bias the joined layer's
     * @param parameters of each layer in turn its kernel and bias and, where it has a residual, its kernel and bias
     */
    public record Operands(Span x, Span kernel, Span bias, List<Span> parameters) {}

    /**
     * What it writes.
     *
     * @param y {@code [units, times, batch]}
     * @param kept of each layer in turn x' where it has a residual, and its gates, both in panels; empty if no gradient
     *     is wanted
     */
    public record Results(Span y, List<Span> kept) {}

    /**
     * Binds a stack to its memory.
     *
     * @param forms of the gated layers, in order, all but the last with a residual
     */
    public StackForward(
            GatedForm[] forms,
            JoinedForm joinedForm,
            Operands operands,
            Results results,
            Scratch memory,
            Workers workers) {
        int columns = joinedForm.columns();
        chunks = joinedForm.chunks();
        PanelStore z = PanelStore.ring(joinedForm.joined(), joinedForm.joined(), columns, Chunks.PANELS, memory);
        PanelStore x = ring(forms[0], memory);
        reading = new PanelReading(operands.x(), columns, x, workers);
        Span working = memory.take(working(forms, workers));
        layers = new GatedForward[forms.length];
        int row = 0;
        int kept = 0;
        int parameter = 0;
        for (int layer = 0; layer < forms.length; layer++) {
            GatedForm form = forms[layer];
            boolean keeps = !results.kept().isEmpty();
            PanelStore next = null;
            if (form.residual()) {
                next = keeps
                        ? PanelStore.whole(results.kept().get(kept++), form.channels(), columns, memory)
                        : ring(forms[layer + 1], memory);
            }
            PanelStore gates =
                    keeps ? PanelStore.whole(results.kept().get(kept++), form.filters(), columns, memory) : null;
            layers[layer] = new GatedForward(
                    form,
                    GatedForward.Operands.of(form, operands.parameters(), parameter),
                    x,
                    z.part(row, form.gates()),
                    next,
                    gates,
                    memory,
                    working,
                    workers);
            row += form.gates();
            parameter += form.residual() ? 4 : 2;
            x = next == null ? x : next;
        }
        Span own = memory.take(JoinedForward.scratch(joinedForm, workers));
        joined = new JoinedForward(joinedForm, operands.kernel(), operands.bias(), z, results.y(), own, workers);
    }

    private static PanelStore ring(GatedForm form, Scratch memory) {
        return PanelStore.ring(form.channels(), form.channels(), form.columns(), form.held(), memory);
    }

    private static int working(GatedForm[] forms, Workers workers) {
        int most = 0;
        for (GatedForm form : forms) {
            most = Math.max(most, GatedForward.working(form, workers));
        }
        return most;
    }

    /** Computes all layers. */
    public void run() {
        for (GatedForward layer : layers) {
            layer.prepare();
        }
        joined.prepare();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            reading.read(chunks.begin(chunk) / Lanes.PANEL, Lanes.panels(chunks.end(chunk)));
            for (GatedForward layer : layers) {
                layer.run(chunk);
            }
            joined.run(chunk);
        }
        for (GatedForward layer : layers) {
            layer.finish();
        }
    }
}
