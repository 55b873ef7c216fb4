package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cross-entropy of labels under the softmax of logits, {@code log Σ exp(x) − x[label]}, block by block of columns: each
 * logit is read from memory once.
 */
public final class SoftmaxLoss implements BlockTask {
    private static final int MOST_PANELS = 4;
    private static final int BLOCK_LIMIT = 1 << 15;

    private final int classes;
    private final int columns;
    private final Span logits;
    private final Span labels;
    private final Span losses;
    private final @Nullable Span normalisers;
    private final float[] scratch;
    private final int own;
    private final Workers workers;

    /**
     * Binds a loss to its memory.
     *
     * @param logits {@code [classes, columns]}
     * @param labels {@code [columns]}, integers by their bits; outside the classes they cost 0
     * @param losses {@code [columns]}
     * @param normalisers receive {@code log Σ exp(x) [columns]}, or null if nobody wants them
     */
    public SoftmaxLoss(
            int classes,
            int columns,
            Span logits,
            Span labels,
            Span losses,
            @Nullable Span normalisers,
            Span scratch,
            Workers workers) {
        this.classes = classes;
        this.columns = columns;
        this.logits = logits;
        this.labels = labels;
        this.losses = losses;
        this.normalisers = normalisers;
        this.scratch = scratch.array();
        this.workers = workers;
        own = scratch.at();
    }

    /** Returns how many panels of columns are worked on at once, so that they stay in the cache. */
    static int panels(int classes) {
        return Math.clamp(BLOCK_LIMIT / (Math.max(1, classes) * Lanes.PANEL), 1, MOST_PANELS);
    }

    private static int ownSize(int classes) {
        return (panels(classes) * classes + 4) * Lanes.PANEL;
    }

    /** Returns how many floats of scratch a loss takes. */
    public static int scratch(int classes, Workers workers) {
        return workers.count() * ownSize(classes);
    }

    /** Computes the losses. */
    public void run() {
        int block = panels(classes) * Lanes.PANEL;
        workers.run((columns + block - 1) / block, (long) classes * columns, this);
    }

    @Override
    public void run(int block, int worker) {
        int panelSize = classes * Lanes.PANEL;
        int rows = own + worker * ownSize(classes);
        int panels = rows + 4 * Lanes.PANEL;
        int column = block * panels(classes) * Lanes.PANEL;
        int count = Math.min(panels(classes) * Lanes.PANEL, columns - column);
        float[] x = logits.array();
        PanelBlocks.read(x, logits.at(), columns, columns, classes, column, count, scratch, panels, panelSize);
        for (int panel = 0; panel < Lanes.panels(count); panel++) {
            int first = column + panel * Lanes.PANEL;
            judge(panels + panel * panelSize, rows, first, Math.min(Lanes.PANEL, column + count - first));
        }
    }

    private void judge(int panel, int largest, int column, int count) {
        int atLabel = largest + Lanes.PANEL;
        int sums = atLabel + Lanes.PANEL;
        int logs = sums + Lanes.PANEL;
        ClassColumns.largest(classes, scratch, panel, scratch, largest);
        ClassColumns.subtract(classes, scratch, panel, scratch, largest);
        Arrays.fill(scratch, atLabel, atLabel + Lanes.PANEL, Float.NaN);
        for (int i = 0; i < count; i++) {
            int label = IntegerArithmetic.get(labels.array(), labels.at() + column + i);
            if (label >= 0 && label < classes) {
                scratch[atLabel + i] = scratch[panel + label * Lanes.PANEL + i];
            }
        }
        Exponential.exp(scratch, panel, scratch, panel, classes * Lanes.PANEL);
        ClassColumns.sum(classes, scratch, panel, scratch, sums);
        Logarithm.log(scratch, sums, scratch, logs, Lanes.PANEL);
        for (int i = 0; i < count; i++) {
            int label = IntegerArithmetic.get(labels.array(), labels.at() + column + i);
            boolean inside = label >= 0 && label < classes;
            losses.array()[losses.at() + column + i] = inside ? scratch[logs + i] - scratch[atLabel + i] : 0f;
        }
        if (normalisers != null) {
            Arithmetic.add(scratch, logs, scratch, largest, scratch, logs, Lanes.PANEL);
            System.arraycopy(scratch, logs, normalisers.array(), normalisers.at() + column, count);
        }
    }
}
