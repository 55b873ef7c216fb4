package io.tidecast.backend.cpu.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Causal convolutions without a stride, one after the other, of which only the last one's output is wanted, taken through
 * time together, block by block. What passes between them lies in two places that hold a block and, before it, the
 * columns that the next layer reaches back to; their rows begin in different sets of the cache whatever the number of
 * columns.
 */
public final class SpreadChain {
    private static final int BLOCK_LIMIT = 1 << 16;
    private static final int MOST_COLUMNS = 2048;

    private final Convolution[] layers;
    private final List<Link> links = new ArrayList<>();
    private final int columns;
    private final int block;
    private final int before;

    /**
     * What the convolutions read and write.
     *
     * @param x {@code [channels, times, batch]}
     * @param weights of each, {@code [taps, channels, filters]}
     * @param biases of each, {@code [filters]}
     * @param y the last one's output, {@code [filters, times, batch]}
     */
    public record Operands(Span x, List<Span> weights, List<Span> biases, Span y) {
        /** Copies the lists. */
        public Operands {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
        }
    }

    /**
     * Binds the convolutions to their memory.
     *
     * @param forms in order
     * @param scratch {@link #scratch} floats
     */
    public SpreadChain(List<Convolution.Form> forms, Operands operands, Span scratch, Workers workers) {
        layers = new Convolution[forms.size()];
        columns = forms.getFirst().columns();
        block = block(forms);
        before = before(forms);
        int stride = stride(forms);
        int room = room(forms);
        Span free = scratch.plus(2 * room);
        ColumnSource patches = forms.getFirst().patches(operands.x());
        for (int layer = 0; layer < layers.length; layer++) {
            Convolution.Form form = forms.get(layer);
            boolean isLast = layer == layers.length - 1;
            Span y = isLast ? operands.y() : scratch.plus(layer % 2 * room);
            layers[layer] = new Convolution(
                    form,
                    patches,
                    operands.weights().get(layer),
                    operands.biases().get(layer),
                    y,
                    isLast ? columns : stride,
                    free,
                    workers);
            free = free.plus(Lanes.roundUp(form.scratch(workers), Lanes.LINE));
            if (!isLast) {
                Convolution.Form next = forms.get(layer + 1);
                ShiftedRows rows = ShiftedRows.ofInput(y, stride, next);
                links.add(new Link(y, rows, stride, reach(next), free));
                free = free.plus(aside(next));
                patches = rows;
            }
        }
    }

    /**
     * What passes from a layer to the next one.
     *
     * @param place where a block of it lies
     * @param rows how the next layer sees it
     * @param reach how many columns the next layer reaches back
     * @param aside keeps these from block to block, row by row
     */
    private record Link(Span place, ShiftedRows rows, int stride, int reach, Span aside) {
        /** Puts the columns before a block where they belong, which lies {@code at} floats on. */
        void recall(int at) {
            for (int row = 0; row < rows.rows(); row++) {
                int to = place.at() + row * stride + at - reach;
                System.arraycopy(aside.array(), aside.at() + row * reach, place.array(), to, reach);
            }
        }

        /** Keeps the columns before {@code at}, which are the last ones of a block. */
        void keep(int at) {
            for (int row = 0; row < rows.rows(); row++) {
                int from = place.at() + row * stride + at - reach;
                System.arraycopy(place.array(), from, aside.array(), aside.at() + row * reach, reach);
            }
        }
    }

    private static int reach(Convolution.Form form) {
        return form.padding() * form.batch();
    }

    private static int aside(Convolution.Form form) {
        return Lanes.roundUp(form.channels() * reach(form), Lanes.LINE);
    }

    /** Returns how many columns are taken at once: whole pairs of columns as far apart as the taps of most layers. */
    private static int block(List<Convolution.Form> forms) {
        int filters = 1;
        int pair = Lanes.PANEL;
        for (Convolution.Form form : forms) {
            filters = Math.max(filters, form.filters());
            pair = Math.max(pair, Lanes.roundUp(2 * form.dilation() * form.batch(), Lanes.PANEL));
        }
        int most = Math.min(BLOCK_LIMIT / filters, MOST_COLUMNS);
        return Math.max(pair, most / pair * pair);
    }

    /** Returns how much room there is before a block. */
    private static int before(List<Convolution.Form> forms) {
        int most = 0;
        for (Convolution.Form form : forms.subList(1, forms.size())) {
            most = Math.max(most, reach(form));
        }
        return block(forms) < forms.getFirst().columns() ? Lanes.roundUp(most, Lanes.LINE) : 0;
    }

    private static int stride(List<Convolution.Form> forms) {
        return Lanes.spreadStride(
                before(forms) + Math.min(block(forms), forms.getFirst().columns()));
    }

    /** How many floats the block of any layer's output but the last takes. */
    private static int room(List<Convolution.Form> forms) {
        int most = 0;
        for (Convolution.Form form : forms.subList(0, forms.size() - 1)) {
            most = Math.max(most, form.filters());
        }
        return most * stride(forms);
    }

    /** Returns how many floats of scratch the convolutions take. */
    public static int scratch(List<Convolution.Form> forms, Workers workers) {
        int size = 2 * room(forms);
        for (Convolution.Form form : forms) {
            size += Lanes.roundUp(form.scratch(workers), Lanes.LINE) + aside(form);
        }
        return size;
    }

    /** Returns whether what passes between layers, row right after row, would drive itself out of the cache. */
    public static boolean isWorthwhile(List<Convolution.Form> forms) {
        if (block(forms) < forms.getFirst().columns()) {
            return true;
        }
        for (Convolution.Form form : forms.subList(0, forms.size() - 1)) {
            if (!ShiftedRows.isSpread(form.filters(), form.columns())) {
                return true;
            }
        }
        return false;
    }

    /** Computes the last output. */
    public void run() {
        for (Convolution layer : layers) {
            layer.prepare();
        }
        for (int from = 0; from < columns; from += block) {
            run(from, Math.min(columns, from + block));
        }
    }

    private void run(int from, int to) {
        for (int layer = 0; layer < layers.length; layer++) {
            if (layer > 0) {
                Link link = links.get(layer - 1);
                if (from > 0) {
                    link.recall(before);
                }
                if (to < columns) {
                    link.keep(before + to - from);
                }
            }
            if (layer < links.size()) {
                Link link = links.get(layer);
                int place = link.place().at() + before - from;
                link.rows().moveTo(place);
                layers[layer].moveOutputTo(place);
            }
            layers[layer].run(from, to);
        }
    }
}
