package io.tidecast.backend.cpu.kernel;

import java.util.Arrays;

/** The gradient of a {@link SoftmaxLoss} by its logits, {@code dy · (softmax(x) − [class is the label])}. */
public final class SoftmaxLossGradient implements BlockTask {
    private final int classes;
    private final int columns;
    private final Operands operands;
    private final Span result;
    private final float[] scratch;
    private final int own;
    private final Workers workers;

    /**
     * What the gradient reads.
     *
     * @param logits {@code [classes, columns]}
     * @param labels {@code [columns]}, integers by their bits; where they lie outside the classes the gradient is 0
     * @param normalisers {@code log Σ exp(x) [columns]}
     * @param dy the gradient by the losses {@code [columns]}
     */
    public record Operands(Span logits, Span labels, Span normalisers, Span dy) {}

    /**
     * Binds a gradient to its memory.
     *
     * @param result {@code [classes, columns]}, which may be where the logits are
     */
    public SoftmaxLossGradient(
            int classes, int columns, Operands operands, Span result, Span scratch, Workers workers) {
        this.classes = classes;
        this.columns = columns;
        this.operands = operands;
        this.result = result;
        this.scratch = scratch.array();
        this.workers = workers;
        own = scratch.at();
    }

    private static int ownSize(int classes) {
        return (SoftmaxLoss.panels(classes) * classes + 1) * Lanes.PANEL;
    }

    /** Returns how many floats of scratch a gradient takes. */
    public static int scratch(int classes, Workers workers) {
        return workers.count() * ownSize(classes);
    }

    /** Computes the gradient. */
    public void run() {
        int block = SoftmaxLoss.panels(classes) * Lanes.PANEL;
        workers.run((columns + block - 1) / block, (long) classes * columns, this);
    }

    @Override
    public void run(int block, int worker) {
        int panelSize = classes * Lanes.PANEL;
        int row = own + worker * ownSize(classes);
        int panels = row + Lanes.PANEL;
        int column = block * SoftmaxLoss.panels(classes) * Lanes.PANEL;
        int count = Math.min(SoftmaxLoss.panels(classes) * Lanes.PANEL, columns - column);
        Span x = operands.logits();
        PanelBlocks.read(x.array(), x.at(), columns, columns, classes, column, count, scratch, panels, panelSize);
        for (int panel = 0; panel < Lanes.panels(count); panel++) {
            int first = column + panel * Lanes.PANEL;
            differentiate(panels + panel * panelSize, row, first, Math.min(Lanes.PANEL, column + count - first));
        }
        PanelBlocks.write(scratch, panels, panelSize, classes, column, count, result.array(), result.at(), columns);
    }

    private void differentiate(int panel, int row, int column, int count) {
        Span normalisers = operands.normalisers();
        Arrays.fill(scratch, row, row + Lanes.PANEL, 0f);
        System.arraycopy(normalisers.array(), normalisers.at() + column, scratch, row, count);
        ClassColumns.subtract(classes, scratch, panel, scratch, row);
        Exponential.exp(scratch, panel, scratch, panel, classes * Lanes.PANEL);
        Span labels = operands.labels();
        Span dy = operands.dy();
        for (int i = 0; i < count; i++) {
            int label = IntegerArithmetic.get(labels.array(), labels.at() + column + i);
            boolean inside = label >= 0 && label < classes;
            if (inside) {
                scratch[panel + label * Lanes.PANEL + i] -= 1f;
            }
            scratch[row + i] = inside ? dy.array()[dy.at() + column + i] : 0f;
        }
        ClassColumns.multiply(classes, scratch, panel, scratch, row);
    }
}
