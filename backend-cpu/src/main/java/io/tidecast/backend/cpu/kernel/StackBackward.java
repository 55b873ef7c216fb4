package io.tidecast.backend.cpu.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a {@link StackForward}, chunk by chunk from the last to the first: the joined layer leads a chunk back to
 * its sums, and from there the gated layers lead it back one to the other. What passes between them lies in panels and is
 * changed in place.
 */
public final class StackBackward {
    private final GatedBackward[] layers;
    private final SkipBackward skips;
    private final PanelReading reading;
    private final PanelStore led;
    private final @Nullable Rows dx;
    private final GatedForm first;
    private final int units;
    private final Chunks chunks;

    /**
     * What the gradient reads besides the operands of the stack.
     *
     * @param y what the stack wrote
     * @param kept what it left in panels
     * @param dy the gradient by y
     */
    public record Saved(Span y, List<Span> kept, Span dy) {}

    /**
     * What it writes, the gradients by the operands.
     *
     * @param kernel by the joined layer's kernel
     * @param bias by its bias
     * @param parameters by each layer's parameters in turn
     * @param x by the input, or null if nobody wants it
     */
    public record Results(
            Span kernel,
            Span bias,
            List<Span> parameters,
            @Nullable Span x) {}

    /**
     * Binds a gradient to its memory.
     *
     * @param forms of the gated layers, in order, all but the last with a residual
     */
    public StackBackward(
            GatedForm[] forms,
            JoinedForm joined,
            StackForward.Operands operands,
            Saved saved,
            Results results,
            Scratch memory,
            Workers workers) {
        int columns = joined.columns();
        first = forms[0];
        units = joined.units();
        chunks = joined.chunks();
        dx = results.x() == null ? null : Rows.whole(results.x(), columns);
        int room = units + Lanes.roundUp(first.channels(), Lanes.COUNT);
        led = PanelStore.ring(room, Lanes.roundUp(room, Lanes.COUNT), columns, Chunks.PANELS, memory);
        skips = new SkipBackward(joined, saved.y(), saved.dy(), results.bias(), led, memory, workers);
        PanelStore x = PanelStore.ring(first.channels(), first.channels(), columns, first.held(), memory);
        reading = new PanelReading(operands.x(), columns, x, workers);
        Span working = memory.take(working(forms, units, workers));
        layers = new GatedBackward[forms.length];
        int row = 0;
        int kept = 0;
        int parameter = 0;
        for (int layer = 0; layer < forms.length; layer++) {
            GatedForm form = forms[layer];
            PanelStore next =
                    form.residual() ? PanelStore.whole(saved.kept().get(kept++), form.channels(), columns, memory) : x;
            PanelStore gates = PanelStore.whole(saved.kept().get(kept++), form.filters(), columns, memory);
            Span byRows = results.kernel().plus(row * units);
            layers[layer] = new GatedBackward(
                    form,
                    joined,
                    operands.kernel().plus(row * units),
                    GatedForward.Operands.of(form, operands.parameters(), parameter),
                    GatedBackward.Results.of(form, byRows, results.parameters(), parameter),
                    x,
                    gates,
                    led,
                    skips,
                    layer > 0 || dx != null,
                    memory,
                    working,
                    workers);
            row += form.gates();
            parameter += form.residual() ? 4 : 2;
            x = next;
        }
    }

    private static int working(GatedForm[] forms, int units, Workers workers) {
        int most = 0;
        for (GatedForm form : forms) {
            most = Math.max(most, GatedBackward.working(form, units, workers));
        }
        return most;
    }

    /** Computes the gradients. */
    public void run() {
        skips.prepare();
        for (GatedBackward layer : layers) {
            layer.prepare();
        }
        int read = Lanes.panels(chunks.columns());
        for (int chunk = chunks.count() - 1; chunk >= 0; chunk--) {
            int from = chunks.begin(chunk) / Lanes.PANEL - first.reach();
            reading.read(from, read);
            read = from;
            skips.run(chunk);
            for (int layer = layers.length - 1; layer >= 0; layer--) {
                layers[layer].run(chunk);
            }
            write(chunk);
        }
        skips.finish();
        for (GatedBackward layer : layers) {
            layer.finish();
        }
    }

    private void write(int chunk) {
        for (int column = chunks.begin(chunk); dx != null && column < chunks.end(chunk); column += Chunks.BLOCK) {
            int panel = column / Lanes.PANEL;
            int count = Math.min(Chunks.BLOCK, chunks.end(chunk) - column);
            int at = led.place(panel) + units * Lanes.PANEL;
            dx.write(led.array(panel), at, led.stride(), first.channels(), column, count);
        }
    }
}
